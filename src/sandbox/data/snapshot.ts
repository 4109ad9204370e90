import type { ConnectorRecord } from '../connectors/connector-record.js';
import { isStixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { QueuedMessage } from '../queues/connector-queues.js';
import type { WorkFigures, WorkRecord } from '../works/work-record.js';

/** A work with its running figures; null when it is no longer alive. */
export interface SavedWork {
  readonly work: WorkRecord;
  readonly figures: WorkFigures | null;
}

/** All that outlives a sandbox with a data folder. */
export interface Snapshot {
  readonly connectors: readonly ConnectorRecord[];
  readonly works: readonly SavedWork[];
  readonly objects: readonly StoredObject[];
  /** Messages that were not dealt with; a broker keeps its own. */
  readonly messages: readonly QueuedMessage[];
}

/** Version of the format; a file of another one is not read. */
const FORMAT = 1;

/** Why a line can't be read. */
export class UnreadableLine extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

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
  const snapshot = {
    connectors: [] as ConnectorRecord[],
    works: [] as SavedWork[],
    objects: [] as StoredObject[],
    messages: [] as QueuedMessage[],
  };
  readHead(lines[0]);
  const last = lines.length - 1;
  const end = parsed(lines[last], last + 1);
  if (end.kind !== 'end' || end.records !== last - 1) {
    throw new UnreadableLine(last + 1, 'the file was cut off');
  }
  lines.slice(1, last).forEach((line, index) => {
    const number = index + 2;
    addRecord(snapshot, parsed(line, number), number);
  });

  return snapshot;
}

function* recordsOf(snapshot: Snapshot): Generator<Readonly<Record<string, unknown>>> {
  for (const connector of snapshot.connectors) yield { kind: 'connector', connector };
  for (const { work, figures } of snapshot.works) yield { kind: 'work', work, figures };
  for (const stored of snapshot.objects) {
    yield { kind: 'object', stored: { ...stored, ids: [...stored.ids] } };
  }
  for (const { connectorId, body } of snapshot.messages) {
    yield { kind: 'message', connectorId, body: body.toString('base64') };
  }
}

function readHead(line: string | undefined): void {
  const head = parsed(line, 1);
  if (head.kind !== 'sandbox') throw new UnreadableLine(1, 'this is not data of a sandbox');
  if (head.format !== FORMAT) {
    throw new UnreadableLine(1, `format ${JSON.stringify(head.format)} is not ${FORMAT}`);
  }
}

function addRecord(
  snapshot: {
    readonly connectors: ConnectorRecord[];
    readonly works: SavedWork[];
    readonly objects: StoredObject[];
    readonly messages: QueuedMessage[];
  },
  record: Readonly<Record<string, unknown>>,
  line: number,
): void {
  const { kind } = record;
  if (kind === 'connector' && hasId(record.connector)) {
    snapshot.connectors.push(record.connector as ConnectorRecord);
  } else if (kind === 'work' && hasId(record.work)) {
    const figures = asRecord(record.figures);
    snapshot.works.push({
      work: record.work as WorkRecord,
      figures: figures && restoredFigures(figures),
    });
  } else if (kind === 'object') {
    snapshot.objects.push(restoredObject(asRecord(record.stored), line));
  } else if (kind === 'message' && typeof record.connectorId === 'string') {
    const body = Buffer.from(String(record.body), 'base64');
    snapshot.messages.push({ connectorId: record.connectorId, body });
  } else {
    throw new UnreadableLine(line, 'this is not a record of a sandbox');
  }
}

function restoredObject(
  stored: Readonly<Record<string, unknown>> | null,
  line: number,
): StoredObject {
  if (!stored || !isStixRecord(stored.object) || !Array.isArray(stored.ids)) {
    throw new UnreadableLine(line, 'this is not an object');
  }

  return { ...(stored as unknown as StoredObject), ids: new Set(stored.ids as string[]) };
}

/** JSON has no undefined: a counter that was never raised comes back as absent. */
function restoredFigures(figures: Readonly<Record<string, unknown>>): WorkFigures {
  return {
    expected: typeof figures.expected === 'number' ? figures.expected : undefined,
    processed: typeof figures.processed === 'number' ? figures.processed : undefined,
    lastProcessed: typeof figures.lastProcessed === 'string' ? figures.lastProcessed : null,
    isClosed: figures.isClosed === true,
  };
}

function parsed(line: string | undefined, number: number): Readonly<Record<string, unknown>> {
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

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;

  return value as Readonly<Record<string, unknown>>;
}

function hasId(value: unknown): boolean {
  return typeof asRecord(value)?.id === 'string';
}
