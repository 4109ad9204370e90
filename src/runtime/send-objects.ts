import { TransportError, type Facts } from '../errors/index.js';
import {
  bundle,
  splitBundle,
  type Bundle,
  type DroppedObject,
  type StixObject,
} from '../stix/index.js';
import type { Envelope, Outbox } from '../transport/index.js';
import type { WorkLedger } from './work-ledger.js';

/** How objects are sent, and what is told about them. */
export interface Sending extends Pick<Envelope, 'draftId' | 'entitiesTypes' | 'update'> {
  readonly outbox: Outbox;
  /** Declares what is sent, and counts what arrived. Default: nobody counts. */
  readonly ledger?: WorkLedger;
  /** User whom OpenCTI names as the origin of the data. */
  readonly applicantId: string;
  /** Whether references that lead out of the objects are taken out. Default: false. */
  readonly cleanup?: boolean;
  /** Version of the event that the objects come from. Default: none. */
  readonly eventVersion?: string;
  /** Gives up what is not confirmed yet. */
  readonly signal?: AbortSignal;
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
  return objects.length === 0 ? 0 : sendBundle(bundle(objects), sending);
}

/**
 * The same for a bundle that is there already; it keeps its id.
 *
 * @throws TransportError when not all of it is confirmed; the ledger knows how much is.
 * @throws BundleError when it can't be split.
 */
export async function sendBundle(whole: Bundle, sending: Sending): Promise<number> {
  const { outbox, ledger, cleanup, eventVersion, signal } = sending;
  const split = splitBundle(whole, { cleanup, eventVersion, cycles: 'cut' });
  for (const object of split.dropped) sending.onDropped(object);
  if (split.expectations === 0) return 0;

  const work = await ledger?.expect(split.expectations);
  try {
    const sent = await outbox.send(split.bundles, envelopeOf(sending, work?.id), signal);
    ledger?.fulfil(sent.confirmed);

    return sent.confirmed;
  } catch (error) {
    if (error instanceof TransportError) ledger?.fulfil(confirmedOf(error.details));
    throw error;
  }
}

function envelopeOf(
  { applicantId, draftId = null, entitiesTypes, update }: Sending,
  workId: string | undefined,
): Envelope {
  return {
    ...{ applicantId, draftId },
    ...(workId !== undefined && { workId }),
    ...(entitiesTypes && { entitiesTypes }),
    // Over the API protocol, saying false is refused, and saying nothing is not.
    ...(update !== undefined && { update }),
  };
}

function confirmedOf({ confirmed }: Facts): number {
  return typeof confirmed === 'number' ? confirmed : 0;
}
