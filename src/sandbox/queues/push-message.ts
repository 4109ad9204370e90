import { isDeeperThan } from './json-depth.js';

/** Levels of nesting from which on a worker, whose JSON reader is recursive, fails. */
const MAX_DEPTH = 900;

/** What waits on a push queue, once its body has been read. @see OpenCTI worker, `push_handler.py` */
export interface PushMessage {
  readonly type: 'bundle' | 'event';
  /** Id of the work to report to; undefined when nothing is to be reported. */
  readonly workId: string | undefined;
  readonly applicantId: string | undefined;
  readonly draftId: string | undefined;
  /** Id of the stream event it repeats; it is given to the event that it causes. */
  readonly eventId: string | undefined;
  /** STIX types to take; empty means all. */
  readonly entitiesTypes: readonly string[];
  readonly noSplit: boolean;
  readonly update: boolean;
  /** The message as it came, without its content: what is kept when a worker hands on a part of it. */
  readonly envelope: Readonly<Record<string, unknown>>;
  /** The bundle or the event, decoded. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Why a body can't be read. */
export class UnreadableMessage extends Error {}

/**
 * Reads the body of a message.
 *
 * @throws UnreadableMessage
 */
export function readPushMessage(body: Buffer): PushMessage {
  const { content: encoded, ...message } = asRecord(
    jsonOf(body.toString('utf8'), 'the body'),
    'the body',
  );
  const type = message.type ?? 'bundle';
  if (type !== 'bundle' && type !== 'event') {
    throw new UnreadableMessage(`type ${JSON.stringify(type)} is not bundle or event`);
  }
  if (typeof encoded !== 'string') {
    throw new UnreadableMessage('content is not text');
  }
  const content = Buffer.from(encoded, 'base64').toString('utf8');

  return {
    type,
    workId: textOf(message.work_id),
    applicantId: textOf(message.applicant_id),
    draftId: textOf(message.draft_id),
    eventId: textOf(message.event_id),
    entitiesTypes: Array.isArray(message.entities_types)
      ? message.entities_types.filter(item => typeof item === 'string')
      : [],
    noSplit: message.no_split === true,
    update: message.update === true,
    envelope: message,
    content: asRecord(jsonOf(content, 'the content'), 'the content'),
  };
}

/** Writes a message; `content` is the bundle's text. */
export function writePushMessage(
  message: Readonly<Record<string, unknown>> & { readonly content: string },
): Buffer {
  const content = Buffer.from(message.content, 'utf8').toString('base64');

  return Buffer.from(JSON.stringify({ ...message, content }), 'utf8');
}

function jsonOf(text: string, what: string): unknown {
  if (isDeeperThan(text, MAX_DEPTH)) throw new UnreadableMessage(`${what} is nested too deeply`);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableMessage(`${what} is not JSON`);
  }
}

function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableMessage(`${what} is not an object`);
  }

  return value as Readonly<Record<string, unknown>>;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
