import type { StixObject } from '../../stix/index.js';
import { SentObjects } from '../sent-objects.js';
import { bundleText } from './bundle-text.js';
import { filledContainer } from './container.js';
import type { Job } from './job.js';
import type { ListeningParts } from './listening-parts.js';

/** What a result is about. */
export interface Subject {
  /** What users know it by: a draft and a workbench are named after it. */
  readonly name: string;
  /** Internal id of the entity that it belongs to. */
  readonly entityId?: string;
  /** Internal ids of the markings that a workbench gets. */
  readonly markings?: readonly string[];
  /** Container that takes the objects. */
  readonly container?: StixObject;
}

type Batches = AsyncIterable<readonly StixObject[]>;

/**
 * Brings a request's objects where they belong: into the draft that it was made in; to a workbench or
 * into a draft of their own when they are to be validated; else to the knowledge base. A batch is
 * asked for when the last one is safe.
 *
 * @returns a sentence for the user.
 */
export async function deliver(
  job: Job,
  parts: ListeningParts,
  batches: Batches,
  subject: Subject,
): Promise<string> {
  const iterator = unrepeated(batches);
  try {
    const first = await iterator.next();
    if (first.done) return 'nothing to add';
    const all = resumed(first.value, iterator);
    const fill = filler(subject.container, parts.furnishings.author?.id);

    switch (validationOf(job, parts)) {
      case 'workbench':
        return await toWorkbench(job, filledAtEnd(all, fill), subject);
      case 'draft':
        await openDraft(job, subject);
        return await toQueue(job, all, fill);
      default:
        return await toQueue(job, all, fill);
    }
  } finally {
    await iterator.return(undefined);
  }
}

/** How a result is validated before it becomes knowledge, if it is. In a draft, it already is. */
function validationOf(
  { envelope, draftId }: Job,
  { validateBeforeImport, validationMode }: ListeningParts,
): 'workbench' | 'draft' | undefined {
  const isWanted = validateBeforeImport || envelope.forceValidation;
  if (!isWanted || envelope.bypassValidation || draftId !== null) return undefined;

  return envelope.validationMode ?? validationMode;
}

type Fill = (objects: readonly StixObject[]) => readonly StixObject[];

/** Gives the container with objects in it, where there is one. */
function filler(container: StixObject | undefined, authorId: string | undefined): Fill {
  return objects => {
    const filled = container && filledContainer(container, objects, authorId);

    return filled ? [filled] : [];
  };
}

async function toQueue(job: Job, batches: Batches, fill: Fill): Promise<string> {
  for await (const objects of batches) await job.send([...objects, ...fill(objects)]);
  const place = job.draftId === null ? '' : ` into draft ${job.draftId}`;

  return `${job.objects} objects sent${place}`;
}

async function toWorkbench(
  job: Job,
  batches: Batches,
  { name, entityId, markings }: Subject,
): Promise<string> {
  let objects = 0;
  const counted = async function* (): Batches {
    for await (const batch of batches) {
      objects += batch.length;
      yield batch;
    }
  };
  const file = {
    name: `${name} ${job.startedAt.toISOString().replaceAll(':', '-')}.json`,
    content: bundleText(counted()),
    mimeType: 'application/json',
  };
  const options = { entityId, markings, signal: job.signal };
  const stored = await job.platform.files.uploadPending(file, options);
  job.objects += objects;

  return `${objects} objects wait for validation in workbench ${stored.name}`;
}

async function openDraft(job: Job, { name, entityId }: Subject): Promise<void> {
  const draftId = await job.platform.drafts.create({ name, entityId }, { signal: job.signal });
  job.draftId = draftId;
  try {
    const work = await job.ledger.open();
    await work.attachDraft(draftId);
  } catch (error) {
    // The draft is there, and takes the data; only the link from the work to it is missing.
    job.log.warn('draft could not be linked to the work', {
      draft: draftId,
      reason: String(error),
    });
  }
}

/** A workbench has each object once, so its container is complete when everything is known. */
async function* filledAtEnd(batches: Batches, fill: Fill): Batches {
  const containers: StixObject[] = [];
  for await (const objects of batches) {
    containers.push(...fill(objects));
    yield objects;
  }
  const [container] = containers;
  if (!container) return;

  const refs = containers.flatMap(
    each => (each as { object_refs?: readonly string[] }).object_refs ?? [],
  );
  yield [{ ...container, object_refs: [...new Set(refs)] } as StixObject];
}

/** Leaves out what was delivered before as it is. A batch is delivered when the next is asked for. */
async function* unrepeated(batches: Batches): AsyncGenerator<readonly StixObject[], void> {
  const sent = new SentObjects();
  for await (const batch of batches) {
    const objects = sent.unsent(batch);
    if (objects.length === 0) continue;
    yield objects;
    sent.confirmed(objects);
  }
}

async function* resumed<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
