import { TransportError, type Facts } from '../errors/index.js';
import { bundle, splitBundle, type DroppedObject, type StixObject } from '../stix/index.js';
import type { Outbox } from '../transport/index.js';
import type { WorkLedger } from './work-ledger.js';

/** How objects are sent, and what is told about them. */
export interface Sending {
  readonly outbox: Outbox;
  /** Declares what is sent, and counts what arrived. */
  readonly ledger: WorkLedger;
  /** User whom OpenCTI names as the origin of the data. */
  readonly applicantId: string;
  /** Draft that takes the data. Default: none. */
  readonly draftId?: string | null;
  /** Whether references that lead out of the objects are taken out. Default: false. */
  readonly cleanup?: boolean;
  /** Gives up what is not confirmed yet. */
  readonly signal: AbortSignal;
  /** Told of each object that OpenCTI would refuse. */
  onDropped(object: DroppedObject): void;
}

/**
 * Splits objects, declares them under the work, and publishes them. What it returns is the number of
 * messages, and all of them are safe on the queue.
 *
 * @throws TransportError when they are not all confirmed; the ledger knows how many are.
 */
export async function sendObjects(
  objects: readonly StixObject[],
  sending: Sending,
): Promise<number> {
  const { outbox, ledger, applicantId, draftId, cleanup, signal } = sending;
  if (objects.length === 0) return 0;

  const split = splitBundle(bundle(objects), { cleanup, cycles: 'cut' });
  for (const object of split.dropped) sending.onDropped(object);
  if (split.expectations === 0) return 0;

  const work = await ledger.expect(split.expectations);
  try {
    const sent = await outbox.send(
      split.bundles,
      { applicantId, workId: work.id, draftId: draftId ?? null },
      signal,
    );
    ledger.fulfil(sent.confirmed);

    return sent.confirmed;
  } catch (error) {
    if (error instanceof TransportError) ledger.fulfil(confirmedOf(error.details));
    throw error;
  }
}

function confirmedOf({ confirmed }: Facts): number {
  return typeof confirmed === 'number' ? confirmed : 0;
}
