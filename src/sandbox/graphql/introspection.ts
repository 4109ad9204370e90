import type { InputValueDefinitionNode, TypeNode } from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import type { FieldSpec, Schema } from './schema.js';

/**
 * What `__type(name:)` answers: enough for a client that asks what the platform can do, as clients of
 * 7.x do before they register. Null for a type that the schema doesn't describe.
 */
export function introspectType(
  name: string,
  schema: Schema,
): Readonly<Record<string, unknown>> | null {
  const spec = schema.type(name);
  if (spec.kind === 'open') return null;

  return {
    name,
    kind: KINDS[spec.kind],
    fields: spec.kind === 'object' ? [...spec.fields.values()].map(fieldOf(schema)) : null,
    inputFields: spec.kind === 'input' ? [...spec.fields.values()].map(inputOf(schema)) : null,
    enumValues: spec.kind === 'enum' ? [...spec.values].map(value => ({ name: value })) : null,
  };
}

const KINDS = { scalar: 'SCALAR', enum: 'ENUM', input: 'INPUT_OBJECT', object: 'OBJECT' } as const;

function fieldOf(schema: Schema): (field: FieldSpec) => unknown {
  return ({ name, type, args }) => ({
    name,
    type: typeOf(type, schema),
    args: [...args.values()].map(inputOf(schema)),
  });
}

function inputOf(schema: Schema): (input: InputValueDefinitionNode) => unknown {
  return ({ name, type }) => ({ name: name.value, type: typeOf(type, schema), defaultValue: null });
}

function typeOf(type: TypeNode, schema: Schema): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) {
    return { name: null, kind: 'NON_NULL', ofType: typeOf(type.type, schema) };
  }
  if (type.kind === Kind.LIST_TYPE) {
    return { name: null, kind: 'LIST', ofType: typeOf(type.type, schema) };
  }
  const { kind } = schema.type(type.name.value);

  return { name: type.name.value, kind: kind === 'open' ? 'OBJECT' : KINDS[kind], ofType: null };
}
