import { ConnectorError, TransportError, asConnectorError } from '../errors/index.js';
import type { Bundle } from '../stix/index.js';
import { bundleChunks, type BundleChunk } from './bundle-chunks.js';
import type { Envelope, Outbox, SendReceipt } from './outbox.js';

/** The part of the platform's client that the API protocol needs. */
export interface BundlePusher {
  query<T>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    options: { readonly signal?: AbortSignal; readonly isIdempotent?: boolean },
  ): Promise<T>;
}

/** What an {@link ApiOutbox} may be told. */
export interface ApiOutboxOptions {
  /**
   * Id of the connector's own user: `registration.userId`. Given, a send in another user's name is
   * refused; the platform would import it in the connector's.
   */
  readonly userId?: string;
  /** Bytes of bundle text in one request. Default 40,000,000; OpenCTI takes 50 MB in all. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 40_000_000;

const PUSH = `mutation StixBundlePush($connectorId: String!, $bundle: String!, $work_id: String) {
  stixBundlePush(connectorId: $connectorId, bundle: $bundle, work_id: $work_id)
}`;

/**
 * Bundles through OpenCTI's API, for connectors that can't reach the broker. Objects go in their
 * order, as few whole bundles as the size of a request allows; the platform's worker splits them
 * and counts what the work expects.
 *
 * This way carries no draft, no filter of types, no other user, and always updates: a send that
 * asks for one of them is refused.
 *
 * @see OpenCTI `stixBundlePush` in `src/domain/connector`
 */
export class ApiOutbox implements Outbox {
  readonly protocol = 'api';
  readonly countsExpectations = false;
  private readonly closing = new AbortController();

  constructor(
    private readonly client: BundlePusher,
    private readonly connectorId: string,
    private readonly options: ApiOutboxOptions = {},
  ) {}

  /**
   * Counts objects: `confirmed` is the number of bundles given whose objects the platform took.
   *
   * @throws TransportError `TRANSPORT_API_CANNOT_CARRY`, `TRANSPORT_MESSAGE_TOO_LARGE`,
   * `TRANSPORT_MESSAGE_INVALID`, `TRANSPORT_REFUSED`, `TRANSPORT_PUSH_FAILED`,
   * `TRANSPORT_PUSH_REFUSED`, `TRANSPORT_ABORTED` or `TRANSPORT_CLOSED`
   */
  async send(
    bundles: readonly Bundle[],
    envelope: Envelope,
    signal?: AbortSignal,
  ): Promise<SendReceipt> {
    refuseWhatIsLost(envelope, this.options.userId);
    const { maxBytes = DEFAULT_MAX_BYTES } = this.options;
    const stop = signal ? AbortSignal.any([signal, this.closing.signal]) : this.closing.signal;
    let confirmed = 0;
    let bytes = 0;

    for (const chunk of bundleChunks(bundles, maxBytes)) {
      await this.push(chunk, envelope.workId, confirmed, stop);
      confirmed += chunk.objects;
      bytes += Buffer.byteLength(chunk.text, 'utf8');
    }

    return { confirmed, bytes, republished: 0 };
  }

  async close(): Promise<void> {
    this.closing.abort();
  }

  private async push(
    chunk: BundleChunk,
    workId: string | undefined,
    confirmed: number,
    signal: AbortSignal,
  ): Promise<void> {
    this.refuseWhenStopped(signal, confirmed, 0);
    let answer: { stixBundlePush?: unknown };
    try {
      answer = await this.client.query<{ stixBundlePush?: unknown }>(
        PUSH,
        { connectorId: this.connectorId, bundle: chunk.text, work_id: workId ?? null },
        // Repeating it is harmless: the same ids are imported again, and counted by the worker.
        { signal, isIdempotent: true },
      );
    } catch (error) {
      this.refuseWhenStopped(signal, confirmed, chunk.objects);
      throw pushFailure(error, confirmed);
    }

    if (answer.stixBundlePush !== true)
      throw new TransportError('TRANSPORT_REFUSED', { confirmed });
  }

  private refuseWhenStopped(signal: AbortSignal, confirmed: number, unconfirmed: number): void {
    if (this.closing.signal.aborted) throw new TransportError('TRANSPORT_CLOSED', { confirmed });
    if (!signal.aborted) return;

    const cause: unknown = signal.reason;
    throw new TransportError('TRANSPORT_ABORTED', { confirmed, unconfirmed }, { cause });
  }
}

function refuseWhatIsLost(envelope: Envelope, userId: string | undefined): void {
  const { applicantId, draftId, entitiesTypes = [], update } = envelope;
  const refuse = (what: string, why: string): never => {
    throw new TransportError('TRANSPORT_API_CANNOT_CARRY', { what, why, confirmed: 0 });
  };

  if (draftId != null) refuse(`draft ${draftId}`, 'the data would go to the knowledge base');
  if (entitiesTypes.length > 0) refuse('a filter of types', 'everything would be imported');
  if (update === false) refuse('update false', 'the platform always updates');
  if (userId !== undefined && applicantId !== userId) {
    refuse(`applicant ${applicantId}`, "the data would be imported in the connector's name");
  }
}

function pushFailure(error: unknown, confirmed: number): TransportError {
  const { message: reason, recovery }: ConnectorError = asConnectorError(error);
  const code = recovery === 'stop' ? 'TRANSPORT_PUSH_REFUSED' : 'TRANSPORT_PUSH_FAILED';

  return new TransportError(code, { reason, confirmed }, { cause: error });
}
