import { AmqpError } from '../amqp-error.js';
import { readFieldTable, writeFieldTable } from './field-table.js';
import {
  METHODS,
  type FieldType,
  type FieldTypes,
  type Method,
  type MethodFields,
  type MethodName,
} from './methods.js';
import { WireReader } from './wire-reader.js';
import { WireWriter } from './wire-writer.js';

const FIELDS_OF = new Map(
  Object.entries(METHODS).map(([name, { fields }]) => [
    name,
    Object.entries(fields) as readonly (readonly [string, FieldType])[],
  ]),
);
const NAME_OF = new Map(
  Object.entries(METHODS).map(([name, { classId, methodId }]) => [
    keyOf(classId, methodId),
    name as MethodName,
  ]),
);

/**
 * Reads the payload of a method frame.
 *
 * @throws AmqpError 540 for a method that is not understood, 502 for one that is badly formed
 */
export function decodeMethod(payload: Buffer): Method {
  const reader = new WireReader(payload);
  const [classId, methodId] = [reader.short(), reader.short()];
  const name = NAME_OF.get(keyOf(classId, methodId));
  if (name === undefined) {
    throw new AmqpError('NOT_IMPLEMENTED', `method ${methodId} of class ${classId}`);
  }
  const fields = readFields(reader, FIELDS_OF.get(name) ?? []);
  if (!reader.isAtEnd) throw new AmqpError('SYNTAX_ERROR', `${name} is longer than its fields`);

  return { name, fields } as unknown as Method;
}

/** Writes the payload of a method frame. */
export function encodeMethod<Name extends MethodName>(
  name: Name,
  fields: MethodFields<Name>,
): Buffer {
  const { classId, methodId } = METHODS[name];
  const writer = new WireWriter().short(classId).short(methodId);
  writeFields(writer, FIELDS_OF.get(name) ?? [], fields);

  return writer.done();
}

function keyOf(classId: number, methodId: number): number {
  return classId * 65_536 + methodId;
}

function readFields(
  reader: WireReader,
  fields: readonly (readonly [string, FieldType])[],
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  // Bits that follow each other share an octet.
  let [bits, bitsLeft] = [0, 0];
  for (const [name, type] of fields) {
    if (type !== 'bit') {
      values[name] = READ[type](reader);
      bitsLeft = 0;
      continue;
    }
    if (bitsLeft === 0) [bits, bitsLeft] = [reader.octet(), 8];
    values[name] = (bits & 1) === 1;
    bits >>= 1;
    bitsLeft -= 1;
  }

  return values;
}

function writeFields(
  writer: WireWriter,
  fields: readonly (readonly [string, FieldType])[],
  values: Readonly<Record<string, unknown>>,
): void {
  let [bits, count] = [0, 0];
  const flush = (): void => {
    if (count > 0) writer.octet(bits);
    [bits, count] = [0, 0];
  };
  for (const [name, type] of fields) {
    if (type !== 'bit') {
      flush();
      write(writer, type, values[name]);
      continue;
    }
    if (values[name] === true) bits |= 1 << count;
    count += 1;
  }
  flush();
}

type Value = Exclude<FieldType, 'bit'>;

const READ: { readonly [Type in Value]: (reader: WireReader) => FieldTypes[Type] } = {
  octet: reader => reader.octet(),
  short: reader => reader.short(),
  long: reader => reader.long(),
  longLong: reader => reader.longLong(),
  shortString: reader => reader.shortString(),
  longString: reader => reader.longString(),
  table: reader => readFieldTable(reader),
};

const WRITE: {
  readonly [Type in Value]: (writer: WireWriter, value: FieldTypes[Type]) => unknown;
} = {
  octet: (writer, value) => writer.octet(value),
  short: (writer, value) => writer.short(value),
  long: (writer, value) => writer.long(value),
  longLong: (writer, value) => writer.longLong(value),
  shortString: (writer, value) => writer.shortString(value),
  longString: (writer, value) => writer.longString(value),
  table: (writer, value) => writeFieldTable(writer, value),
};

/** The value is of the field's type: {@link encodeMethod} has it so. */
function write(writer: WireWriter, type: Value, value: unknown): void {
  (WRITE[type] as (writer: WireWriter, value: unknown) => unknown)(writer, value);
}
