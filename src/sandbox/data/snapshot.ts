import type { ConnectorRecord } from '../connectors/connector-record.js';
import type { Draft } from '../drafts/draft.js';
import type { StoredFile } from '../files/stored-file.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { PlaybookStep } from '../playbooks/playbook-step.js';
import type { QueuedMessage } from '../queues/connector-queues.js';
import type { StreamCollection } from '../stream/stream-collection.js';
import type { User } from '../users/user.js';
import type { WorkFigures, WorkRecord } from '../works/work-record.js';
import { recordsOf, SnapshotReader } from './snapshot-records.js';
import { asRecord, UnreadableLine, type Members } from './unreadable-line.js';

/** A work with its running figures; null when it is no longer alive. */
export interface SavedWork {
  readonly work: WorkRecord;
  readonly figures: WorkFigures | null;
}

/** A draft with what it changes and removes. */
export interface SavedDraft {
  readonly draft: Omit<Draft, 'knowledge'>;
  readonly changes: readonly StoredObject[];
  /** Internal ids. */
  readonly removed: readonly string[];
}

/** All that outlives a sandbox with a data folder. */
export interface Snapshot {
  readonly connectors: readonly ConnectorRecord[];
  readonly works: readonly SavedWork[];
  readonly objects: readonly StoredObject[];
  readonly drafts: readonly SavedDraft[];
  readonly files: readonly StoredFile[];
  readonly users: readonly User[];
  readonly collections: readonly StreamCollection[];
  readonly playbookSteps: readonly PlaybookStep[];
  /** Messages that were not dealt with; a broker keeps its own. */
  readonly messages: readonly QueuedMessage[];
  /** Messages that connectors have not taken; a broker keeps its own. */
  readonly asks: readonly QueuedMessage[];
}

/** Version of the format; a file of another one is not read. */
const FORMAT = 2;

/** The lines of a snapshot: a head, one record each, and an end that tells a whole file from a cut one. */
export function* snapshotLines(snapshot: Snapshot): Generator<string> {
  yield JSON.stringify({ kind: 'sandbox', format: FORMAT });
  let records = 0;
  for (const record of recordsOf(snapshot)) {
    records += 1;
    yield JSON.stringify(record);
  }
  yield JSON.stringify({ kind: 'end', records });
}

/**
 * Reads lines back.
 *
 * @throws UnreadableLine
 */
export function readSnapshot(lines: readonly string[]): Snapshot {
  readHead(lines[0]);
  const last = lines.length - 1;
  const end = parsed(lines[last], last + 1);
  if (end.kind !== 'end' || end.records !== last - 1) {
    throw new UnreadableLine(last + 1, 'the file was cut off');
  }
  const reader = new SnapshotReader();
  lines.slice(1, last).forEach((line, index) => {
    const number = index + 2;
    reader.add(parsed(line, number), number);
  });

  return reader.snapshot();
}

function readHead(line: string | undefined): void {
  const head = parsed(line, 1);
  if (head.kind !== 'sandbox') throw new UnreadableLine(1, 'this is not data of a sandbox');
  if (head.format !== FORMAT) {
    throw new UnreadableLine(1, `format ${JSON.stringify(head.format)} is not ${FORMAT}`);
  }
}

function parsed(line: string | undefined, number: number): Members {
  let value: unknown;
  try {
    value = JSON.parse(line ?? '');
  } catch {
    throw new UnreadableLine(number, 'this is not JSON');
  }
  const record = asRecord(value);
  if (!record) throw new UnreadableLine(number, 'this is not a record');

  return record;
}
