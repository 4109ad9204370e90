import type { RequestContext } from '../../connectors/index.js';
import type { ConnectorError } from '../../errors/index.js';
import type { Logger } from '../../injection/index.js';
import type { Platform, RequestContext as PlatformContext } from '../../platform/index.js';
import type { StixObject } from '../../stix/index.js';
import type { InboxMessage } from '../../transport/index.js';
import { sendObjects } from '../send-objects.js';
import { WorkLedger, type ClosedWork } from '../work-ledger.js';
import { frozen } from './frozen.js';
import type { ListeningParts } from './listening-parts.js';
import type { RequestEnvelope } from './messages/read-envelope.js';

/** Notes that a work's message has room for. */
const KEPT_NOTES = 20;

/**
 * One request while it is worked on: what belongs to it alone. Nothing of it is shared with another
 * request, and everything that is sent for it goes through here.
 */
export class Job {
  readonly log: Logger;
  readonly startedAt: Date;
  /** Keeps the books of the request's work. */
  readonly ledger: WorkLedger;
  /** OpenCTI in the connector's own name, in the draft and for the work of the request. */
  readonly platform: Platform;
  /** OpenCTI in the name of who asks, in the draft and for the work of the request. */
  readonly applicantPlatform: Platform;
  /** The draft that takes the result: of the request, or made for it. */
  draftId: string | null;
  /** What the request is about, once it is known. */
  about: string;
  objects = 0;
  messages = 0;
  dropped = 0;
  private readonly notes: string[] = [];
  private readonly startedMs: number;

  constructor(
    private readonly parts: ListeningParts,
    readonly envelope: RequestEnvelope,
    private readonly message: InboxMessage,
    /** Aborts when the request is given up. */
    readonly signal: AbortSignal,
  ) {
    const { works, openWork, outbox, clock, platform } = parts;
    const { workId, draftId, playbook } = envelope;
    frozen(message.body);

    this.log = parts.log.child(playbook ? { playbook: playbook.playbookId } : { work: workId });
    this.startedAt = clock.now();
    this.startedMs = clock.monotonic();
    this.draftId = draftId;
    this.about = playbook?.dataInstanceId ?? '';
    this.ledger = new WorkLedger(
      async () => (workId === null ? openWork() : works.of(workId)),
      outbox.countsExpectations,
      clock,
    );
    this.platform = platform.forRequest(this.platformContext());
    this.applicantPlatform = platform.forRequest(this.platformContext(envelope.applicantId));
  }

  /** Whether a playbook waits for the answer; it has no work. */
  get isPlaybook(): boolean {
    return this.envelope.playbook !== null;
  }

  /** Milliseconds since the request was taken up. */
  get ms(): number {
    return Math.round(this.parts.clock.monotonic() - this.startedMs);
  }

  /**
   * What handlers see of the request.
   *
   * @param sharedWith STIX ids of the organizations that its entity is shared with.
   */
  context(sharedWith: readonly string[] = []): RequestContext {
    const { envelope, message } = this;
    const { applicantId, workId, playbook } = envelope;

    return frozen({
      ...(applicantId !== null && { applicantId }),
      ...(workId !== null && { workId }),
      ...(playbook && { playbook }),
      draftId: envelope.draftId,
      trigger: envelope.trigger,
      mode: envelope.mode,
      sharedWith: [...sharedWith],
      validationMode: envelope.validationMode ?? this.parts.validationMode,
      forceValidation: envelope.forceValidation,
      bypassValidation: envelope.bypassValidation,
      configuration: envelope.configuration,
      eventType: envelope.eventType,
      receivedAt: message.receivedAt.toISOString(),
      isRedelivered: message.redelivered,
      raw: envelope.raw,
    });
  }

  /** Keeps what the user is to read, shortened. */
  note(text: string): void {
    if (this.notes.length < KEPT_NOTES) this.notes.push(String(text).slice(0, 500));
  }

  /** Forgets what a try did that failed; what it sent stays counted as messages. */
  restart(): void {
    this.objects = 0;
    this.dropped = 0;
    this.notes.length = 0;
  }

  /** A sentence with what there is to say besides. */
  withNotes(sentence: string): string {
    const dropped = this.dropped > 0 ? [`${this.dropped} objects dropped`] : [];

    return [sentence, ...dropped, ...this.notes].join('; ');
  }

  /** Publishes objects in the name of who asks, into the request's draft, under its work. */
  async send(objects: readonly StixObject[]): Promise<void> {
    const { outbox, copies, userId } = this.parts;

    this.messages += await sendObjects(objects, {
      ...{ outbox, copies, ledger: this.ledger, draftId: this.draftId, signal: this.signal },
      applicantId: this.envelope.applicantId ?? userId,
      onDropped: ({ id, reason }) => {
        this.dropped += 1;
        this.log.warn('object dropped', { id, reason });
      },
    });
    this.objects += objects.length;
  }

  /** Tells OpenCTI that the request is being worked on. */
  async received(): Promise<void> {
    if (this.envelope.workId === null) return;
    const work = await this.ledger.open();
    await work.received('the connector has taken it up');
  }

  /** Tells OpenCTI that the request is still being worked on. */
  async ping(): Promise<void> {
    if (this.envelope.workId === null) return;
    const work = await this.ledger.open();
    await work.ping();
  }

  /** Closes the work; undefined when there is none. */
  async end(message: string, error?: ConnectorError): Promise<ClosedWork | undefined> {
    if (this.envelope.workId !== null) await this.ledger.open();

    return this.ledger.end(message, error);
  }

  private platformContext(applicantId: string | null = null): PlatformContext {
    const { draftId, workId } = this.envelope;

    return {
      draftId,
      ...(applicantId !== null && { applicantId }),
      ...(workId !== null && { workId }),
    };
  }
}
