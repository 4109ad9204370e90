import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

/** A message that is a request. */
export interface InboundRequest {
  /** The same for every delivery of the same request: its work, or else its bytes. */
  readonly key: string;
  /** The work that it is for; a request of a playbook has none. */
  readonly workId?: string;
  readonly body: unknown;
}

/** Why a message is no request. */
export interface Unreadable {
  /** Half a sentence about it. */
  readonly reason: string;
  /** The work that it names all the same. */
  readonly workId?: string;
}

const LONGEST_WORK_ID = 200;

/** The platform writes `internal` first, so that even half a message names its work. */
const SEARCHED = 10_000;
const NAMED_WORK = /"work_id"\s*:\s*"(work_[\w.:-]{1,195})"/;

/**
 * Reads the body of a message from OpenCTI.
 *
 * @see OpenCTI `src/domain/enrichment`, `src/database/file-storage`: every message has `internal`
 * and `event`
 */
export function readRequest(content: Buffer): InboundRequest | Unreadable {
  if (content.length === 0) return { reason: 'it is empty' };
  if (!isUtf8(content)) return unreadable('it is not UTF-8', content);
  let body: unknown;
  try {
    body = JSON.parse(content.toString('utf8'));
  } catch {
    return unreadable('it is not JSON', content);
  }
  if (!isObject(body)) return { reason: 'it is JSON, but no object' };

  const workId = workOf(body);
  const named = workId !== undefined && { workId };
  for (const member of ['internal', 'event']) {
    if (!isObject(body[member])) return { reason: `it has no object "${member}"`, ...named };
  }

  return { key: workId ?? `body:${sha256(content)}`, ...named, body };
}

function workOf({ internal }: Readonly<Record<string, unknown>>): string | undefined {
  const workId = isObject(internal) ? internal.work_id : undefined;
  const isId = typeof workId === 'string' && workId !== '' && workId.length <= LONGEST_WORK_ID;

  return isId ? workId : undefined;
}

function unreadable(reason: string, content: Buffer): Unreadable {
  const text = content.subarray(0, SEARCHED).toString('utf8');
  const workId = NAMED_WORK.exec(text)?.[1];

  return { reason, ...(workId !== undefined && { workId }) };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
