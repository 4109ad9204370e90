import { AmqpError } from '../amqp-error.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

/** A table of named values: client properties, arguments, headers. */
export type FieldTable = ReadonlyMap<string, FieldValue>;

/** A value of a table. Numbers of all sizes are one type: peers do not agree on the sizes. */
export type FieldValue =
  boolean | number | bigint | string | Buffer | null | Date | FieldTable | readonly FieldValue[];

/** Tables within tables; more is an attack on the stack. */
const MAX_DEPTH = 32;

type Read = (reader: WireReader, depth: number) => FieldValue;

/**
 * One letter a type, as RabbitMQ and its clients use them, which is not how the specification has them.
 *
 * @see https://www.rabbitmq.com/amqp-0-9-1-errata (3. Field types)
 */
const READERS: Readonly<Record<string, Read>> = {
  t: reader => reader.octet() !== 0,
  b: reader => reader.take(1).readInt8(),
  B: reader => reader.octet(),
  s: reader => reader.take(2).readInt16BE(),
  u: reader => reader.short(),
  I: reader => reader.take(4).readInt32BE(),
  i: reader => reader.long(),
  l: reader => integer(reader.take(8).readBigInt64BE()),
  f: reader => reader.take(4).readFloatBE(),
  d: reader => reader.take(8).readDoubleBE(),
  D: reader => decimal(reader.octet(), reader.take(4).readInt32BE()),
  S: reader => reader.longString().toString('utf8'),
  x: reader => Buffer.from(reader.longString()),
  T: reader => new Date(Number(reader.longLong()) * 1_000),
  V: () => null,
  A: (reader, depth) => readArray(reader.longString(), depth),
  F: (reader, depth) => readEntries(reader.longString(), depth),
};

/** Reads a table. @throws AmqpError 502 */
export function readFieldTable(reader: WireReader): FieldTable {
  return readEntries(reader.longString(), 0);
}

/** Writes a table. */
export function writeFieldTable(writer: WireWriter, table: FieldTable): void {
  const entries = new WireWriter();
  for (const [name, value] of table) writeValue(entries.shortString(name), value);
  writer.longString(entries.done());
}

/** Whether two tables, or two values of them, say the same. */
export function areEqualValues(one: FieldValue, other: FieldValue): boolean {
  return canonical(one).equals(canonical(other));
}

function canonical(value: FieldValue): Buffer {
  const writer = new WireWriter();
  writeValue(writer, sorted(value));

  return writer.done();
}

function sorted(value: FieldValue): FieldValue {
  if (isArray(value)) return value.map(sorted);
  if (!(value instanceof Map)) return value;

  return new Map(
    [...(value as FieldTable)].map(([name, one]) => [name, sorted(one)] as const).sort(byName),
  );
}

function byName(
  [one]: readonly [string, FieldValue],
  [other]: readonly [string, FieldValue],
): number {
  return one < other ? -1 : 1;
}

function readEntries(bytes: Buffer, depth: number): FieldTable {
  const reader = new WireReader(bytes);
  const table = new Map<string, FieldValue>();
  while (!reader.isAtEnd) {
    const name = reader.shortString();
    table.set(name, readValue(reader, depth));
  }

  return table;
}

function readArray(bytes: Buffer, depth: number): readonly FieldValue[] {
  const reader = new WireReader(bytes);
  const values: FieldValue[] = [];
  while (!reader.isAtEnd) values.push(readValue(reader, depth));

  return values;
}

function readValue(reader: WireReader, depth: number): FieldValue {
  const letter = String.fromCharCode(reader.octet());
  const read = Object.hasOwn(READERS, letter) ? READERS[letter] : undefined;
  if (!read) throw new AmqpError('SYNTAX_ERROR', 'a table has a value of no known type');
  if (depth >= MAX_DEPTH) throw new AmqpError('SYNTAX_ERROR', 'tables are nested too deeply');

  return read(reader, depth + 1);
}

function writeValue(writer: WireWriter, value: FieldValue): void {
  if (value === null) writer.octet(LETTER.V);
  else if (typeof value === 'boolean') writer.octet(LETTER.t).octet(value ? 1 : 0);
  else if (typeof value === 'number') writeNumber(writer, value);
  else if (typeof value === 'bigint') writer.octet(LETTER.l).longLong(BigInt.asUintN(64, value));
  else if (typeof value === 'string') writer.octet(LETTER.S).longString(Buffer.from(value, 'utf8'));
  else if (Buffer.isBuffer(value)) writer.octet(LETTER.x).longString(value);
  else if (value instanceof Date) writeDate(writer, value);
  else if (isArray(value)) writeArray(writer, value);
  else writeFieldTable(writer.octet(LETTER.F), value);
}

const LETTER = Object.fromEntries(
  Object.keys(READERS).map(letter => [letter, letter.charCodeAt(0)]),
) as Readonly<Record<'A' | 'F' | 'I' | 'S' | 'T' | 'V' | 'd' | 'l' | 't' | 'x', number>>;

function writeNumber(writer: WireWriter, value: number): void {
  const bytes = Buffer.alloc(8);
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    bytes.writeBigInt64BE(BigInt(value));
    writer.octet(LETTER.l).raw(bytes);
  } else {
    bytes.writeDoubleBE(value);
    writer.octet(LETTER.d).raw(bytes);
  }
}

function writeDate(writer: WireWriter, value: Date): void {
  writer.octet(LETTER.T).longLong(BigInt(Math.trunc(value.getTime() / 1_000)));
}

function writeArray(writer: WireWriter, values: readonly FieldValue[]): void {
  const items = new WireWriter();
  for (const value of values) writeValue(items, value);
  writer.octet(LETTER.A).longString(items.done());
}

function isArray(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function integer(value: bigint): number | bigint {
  const short = Number(value);

  return Number.isSafeInteger(short) ? short : value;
}

function decimal(scale: number, value: number): number {
  return value / 10 ** scale;
}
