import { TransportError, type Facts } from '../errors/index.js';
import {
  bundle,
  groupBundles,
  splitBundle,
  type Bundle,
  type DroppedObject,
  type SplitBundle,
  type StixObject,
} from '../stix/index.js';
import type { BundleCopy, Envelope, Outbox } from '../transport/index.js';
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
  /** Places that get what is sent as a whole, before the queue does. Default: none. */
  readonly copies?: readonly BundleCopy[];
  /** Whether the objects go one by one, or in groups. Default: one by one. */
  readonly delivery?: 'split' | 'grouped';
  /** Gives up what is not confirmed yet. */
  readonly signal?: AbortSignal;
  /** Says which objects, as they were split, are to be sent at all. Default: all. */
  readonly select?: (objects: readonly StixObject[]) => Promise<readonly StixObject[]>;
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
  const bundles = await selected(split.bundles, sending);
  if (bundles.length === 0) return 0;

  await copy(whole, bundles, sending);
  if (outbox.protocol === 'none') return 0;

  const isGrouped = sending.delivery === 'grouped';
  const messages = isGrouped ? groupBundles(bundles) : bundles;
  const work = await ledger?.expect(bundles.length);
  const envelope = { ...envelopeOf(sending, work?.id), ...(isGrouped && { noSplit: true }) };
  try {
    const sent = await outbox.send(messages, envelope, signal);
    ledger?.fulfil(sent.confirmed);

    return isGrouped ? messages.length : sent.confirmed;
  } catch (error) {
    if (error instanceof TransportError) ledger?.fulfil(confirmedOf(error.details));
    throw error;
  }
}

async function selected(
  bundles: readonly SplitBundle[],
  { select }: Sending,
): Promise<readonly SplitBundle[]> {
  if (!select) return bundles;
  const chosen = await select(bundles.flatMap(one => one.objects));
  if (chosen.length === bundles.length) return bundles;
  const objects = new Set(chosen);

  return bundles.filter(one => one.objects.some(object => objects.has(object)));
}

/** Copies hold the objects as they were made, but none that is not sent. */
async function copy(
  whole: Bundle,
  bundles: readonly SplitBundle[],
  { copies = [], ...sending }: Sending,
): Promise<void> {
  if (copies.length === 0) return;
  const ids = new Set(bundles.flatMap(one => one.objects.map(({ id }) => id)));
  const objects = whole.objects.filter(({ id }) => ids.has(id));
  for (const one of copies) {
    const envelope = envelopeOf(sending, sending.ledger?.workId);
    await one.write({ ...whole, objects }, envelope, sending.signal);
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
