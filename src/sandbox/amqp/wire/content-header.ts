import { AmqpError } from '../amqp-error.js';
import { readFieldTable } from './field-table.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

/** Class of the only methods that carry content. */
const BASIC = 60;

/** What comes before the body of a message. */
export interface ContentHeader {
  /** Bytes of the body. */
  readonly bodySize: number;
  /** The properties as they came: they are handed on, never changed. */
  readonly properties: Buffer;
}

/** Properties of a message that has none but that it is to last: `delivery-mode` 2. */
export const PERSISTENT = Buffer.from([0x10, 0x00, 0x02]);

/** The fourteen properties, from the highest flag down. @see AMQP 0-9-1 §1.8.1 */
const PROPERTIES: readonly ((reader: WireReader) => unknown)[] = [
  shortString, // content-type
  shortString, // content-encoding
  readFieldTable, // headers
  reader => reader.octet(), // delivery-mode
  reader => reader.octet(), // priority
  shortString, // correlation-id
  shortString, // reply-to
  shortString, // expiration
  shortString, // message-id
  reader => reader.longLong(), // timestamp
  shortString, // type
  shortString, // user-id
  shortString, // app-id
  shortString, // cluster-id
];

/** Reads the payload of a content header frame. @throws AmqpError 502, 505 */
export function decodeContentHeader(payload: Buffer): ContentHeader {
  const reader = new WireReader(payload);
  const [classId, weight] = [reader.short(), reader.short()];
  if (classId !== BASIC) {
    throw new AmqpError('UNEXPECTED_FRAME', `content of class ${classId}, expected ${BASIC}`);
  }
  if (weight !== 0) throw new AmqpError('SYNTAX_ERROR', 'the weight of a content header is not 0');
  const bodySize = reader.longLong();
  const properties = reader.rest();
  checkProperties(properties);

  // A copy: the bytes outlive the chunk in which they came.
  return { bodySize: Number(bodySize), properties: Buffer.from(properties) };
}

/** Writes the payload of a content header frame. */
export function encodeContentHeader({ bodySize, properties }: ContentHeader): Buffer {
  return new WireWriter().short(BASIC).short(0).longLong(BigInt(bodySize)).raw(properties).done();
}

/** What is badly formed must not reach whoever consumes. */
function checkProperties(properties: Buffer): void {
  const reader = new WireReader(properties);
  const flags = reader.short();
  for (const [index, read] of PROPERTIES.entries()) {
    if ((flags & (0x8000 >> index)) !== 0) read(reader);
  }
  // The lowest flag announces more flags, of which there are none; the one above it has no property.
  if ((flags & 3) !== 0 || !reader.isAtEnd) {
    throw new AmqpError('SYNTAX_ERROR', 'the properties of a message do not fit their flags');
  }
}

function shortString(reader: WireReader): string {
  return reader.shortString();
}
