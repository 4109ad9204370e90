import type { StixObject } from '../stix/index.js';
import type { ImportParts } from './import-parts.js';
import { sendObjects } from './send-objects.js';
import { SentObjects } from './sent-objects.js';
import type { SentCounts, Tally } from './tally.js';
import type { WorkLedger } from './work-ledger.js';

/** Sends what a run makes, each object once while it stays the same. */
export class ImportSender {
  /** What need not be sent again: of this run, or of earlier ones too. */
  private readonly sent: SentObjects | NonNullable<ImportParts['unchanged']>;

  constructor(
    private readonly parts: ImportParts,
    private readonly ledger: WorkLedger | undefined,
    private readonly tally: Tally,
    private readonly abandoned: AbortSignal,
  ) {
    this.sent = parts.unchanged ?? new SentObjects();
  }

  /**
   * Publishes objects, but for those that need not be sent. All of them are safe then.
   *
   * @throws TransportError
   */
  async send(objects: readonly StixObject[]): Promise<SentCounts> {
    const { outbox, copies, delivery, blueprint, applicantId, log } = this.parts;
    let chosen: readonly StixObject[] = [];
    let unchanged = 0;
    let dropped = 0;

    const messages = await sendObjects(objects, {
      ...{ outbox, copies, delivery, applicantId, ledger: this.ledger },
      cleanup: blueprint.cleanup,
      signal: this.abandoned,
      // Chosen after the split: a reference is cut when its object is not there, not when it is old.
      select: async split => {
        chosen = await this.sent.unsent(split);
        unchanged = split.length - chosen.length;
        return chosen;
      },
      onDropped: ({ id, reason }) => {
        dropped += 1;
        log.warn('object dropped', { id, reason });
      },
    });
    await this.sent.confirmed(chosen);
    this.tally.dropped += dropped;
    this.tally.unchanged += unchanged;

    const count = chosen.length + dropped;
    return { objects: count, bundles: count > 0 ? 1 : 0, messages };
  }
}
