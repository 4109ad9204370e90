import { createReadStream } from 'node:fs';
import { SandboxError } from '../../errors/index.js';
import { readBundleObjects, type Bundle } from '../../stix/index.js';
import { takeFiles } from '../ingestion/attached-files.js';
import { importObject } from '../ingestion/import-object.js';
import type { Journal } from '../journal.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { isStixRecord, type StixRecord } from '../knowledge/stix-record.js';
import { WaitingRoom } from '../worker/waiting-room.js';

/** What {@link loadBundle} works with. */
export interface LoadSurroundings {
  readonly knowledge: Knowledge;
  readonly journal: Journal;
  readonly now: () => Date;
}

/**
 * Takes in what a platform is to know from the start, in whatever order it comes. Nobody is told of
 * it. What is refused, or refers to what never comes, is left out and noted.
 *
 * @throws SandboxError `SANDBOX_LOAD_FAILED` for what can't be read
 */
export async function loadBundle(
  source: Bundle | string,
  surroundings: LoadSurroundings,
): Promise<void> {
  const { knowledge } = surroundings;
  const waiting = new WaitingRoom<StixRecord>();
  const objects = typeof source === 'string' ? readFile(source, surroundings) : source.objects;
  try {
    for await (const object of objects) take(object, waiting, surroundings);
  } catch (cause) {
    if (cause instanceof SandboxError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const from = typeof source === 'string' ? source : 'the given bundle';
    throw new SandboxError('SANDBOX_LOAD_FAILED', { source: from, reason }, { cause });
  }

  for (const { item, references } of waiting.clear()) {
    const missing = references.flatMap(({ ref }) => (knowledge.find(ref) ? [] : ref));
    leaveOut(item.id, `it refers to ${missing.join(', ')}`, surroundings);
  }
}

async function* readFile(path: string, surroundings: LoadSurroundings): AsyncGenerator<unknown> {
  yield* readBundleObjects(createReadStream(path), {
    onMalformed: error => leaveOut('', error.message, surroundings),
  });
}

/** What an object lets in of those that waited for it joins the line instead of the stack. */
function take(
  given: unknown,
  waiting: WaitingRoom<StixRecord>,
  surroundings: LoadSurroundings,
): void {
  if (!isStixRecord(given)) {
    leaveOut('', 'it has no type or no id', surroundings);
    return;
  }
  const { knowledge, now } = surroundings;
  const line = [given];
  for (const object of line) {
    const outcome = importObject(knowledge, takeFiles(object).object, now().toISOString());
    if (outcome.kind === 'missing') {
      waiting.add({ item: object, references: outcome.references });
    } else if (outcome.kind === 'refused') {
      leaveOut(object.id, outcome.error, surroundings);
    } else {
      line.push(...waiting.call(outcome.ids));
    }
  }
}

function leaveOut(id: string, reason: string, { journal }: LoadSurroundings): void {
  journal.note('object not loaded', { id, reason });
}
