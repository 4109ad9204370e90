import type { TypeNode } from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import { UploadedFile } from '../files/uploaded-file.js';
import { namedType, printType, type Schema, type TypeSpec } from './schema.js';

/** Why a value does not fit its type; made into a refusal by whoever knows where the value came from. */
export class InputMisfit extends Error {}

const INT_LIMIT = 2 ** 31;

/**
 * A value from outside as the platform would take it: checked against its type, unknown input fields
 * refused, single values wrapped where a list is expected. Values of open types pass untouched.
 *
 * @throws InputMisfit
 */
export function coerceInput(value: unknown, type: TypeNode, schema: Schema): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) {
    if (value === null || value === undefined) {
      throw new InputMisfit(`Expected non-nullable type "${printType(type)}" not to be null.`);
    }
    return coerceInput(value, type.type, schema);
  }
  if (value === null || value === undefined) return null;
  if (type.kind === Kind.LIST_TYPE) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.map(item => coerceInput(item, type.type, schema));
  }
  const name = namedType(type);
  const spec = schema.type(name);
  if (spec.kind === 'scalar') return coerceScalar(value, name);
  if (spec.kind === 'enum') return coerceEnum(value, name, spec.values);
  if (spec.kind === 'input') return coerceObject(value, name, spec, schema);

  return value;
}

function coerceScalar(value: unknown, name: string): unknown {
  switch (name) {
    case 'String':
      if (typeof value === 'string') return value;
      throw new InputMisfit(`String cannot represent a non string value: ${shown(value)}`);
    case 'ID':
      if (typeof value === 'string') return value;
      if (Number.isInteger(value)) return String(value);
      throw new InputMisfit(`ID cannot represent value: ${shown(value)}`);
    case 'Boolean':
      if (typeof value === 'boolean') return value;
      throw new InputMisfit(`Boolean cannot represent a non boolean value: ${shown(value)}`);
    case 'Int':
      if (Number.isInteger(value) && Math.abs(Number(value)) < INT_LIMIT) return value;
      throw new InputMisfit(`Int cannot represent non-integer value: ${shown(value)}`);
    case 'Float':
      if (typeof value === 'number') return value;
      throw new InputMisfit(`Float cannot represent non numeric value: ${shown(value)}`);
    case 'DateTime':
      if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
      throw new InputMisfit(
        `DateTime cannot represent an invalid date-time-string ${shown(value)}.`,
      );
    case 'Upload':
      if (value instanceof UploadedFile) return value;
      throw new InputMisfit('Upload value invalid.');
    default:
      return value;
  }
}

function coerceEnum(value: unknown, name: string, values: ReadonlySet<string>): unknown {
  if (typeof value === 'string' && values.has(value)) return value;

  throw new InputMisfit(`Value ${shown(value)} does not exist in "${name}" enum.`);
}

function coerceObject(
  value: unknown,
  name: string,
  { fields }: Extract<TypeSpec, { kind: 'input' }>,
  schema: Schema,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputMisfit(`Expected type "${name}" to be an object.`);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  for (const key of given.keys()) {
    if (!fields.has(key)) {
      throw new InputMisfit(`Field "${key}" is not defined by type "${name}".`);
    }
  }
  const taken = [...fields.values()].flatMap(field => {
    const key = field.name.value;
    if (!given.has(key) && field.type.kind === Kind.NON_NULL_TYPE) {
      const type = printType(field.type);
      throw new InputMisfit(`Field "${key}" of required type "${type}" was not provided.`);
    }
    return given.has(key) ? [[key, coerceInput(given.get(key), field.type, schema)] as const] : [];
  });

  return Object.fromEntries(taken);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);

  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
