import type { FieldNode, ValueNode, VariableDefinitionNode } from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import { coerceInput, InputMisfit } from './coerce-input.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { printType, type FieldSpec, type Schema } from './schema.js';

/** The values of an operation's variables, by name; a variable that was not given is absent. */
export type Variables = ReadonlyMap<string, unknown>;

/**
 * Checks the given values against the declared types.
 *
 * @throws PlatformRefusal `BAD_USER_INPUT`
 */
export function coerceVariables(
  declared: ReadonlyMap<string, VariableDefinitionNode>,
  given: Readonly<Record<string, unknown>>,
  schema: Schema,
): Variables {
  const values = new Map<string, unknown>();

  for (const [name, { type, defaultValue }] of declared) {
    const isGiven = Object.hasOwn(given, name) && given[name] !== undefined;
    if (!isGiven && defaultValue) {
      values.set(name, literalValue(defaultValue, values));
    } else if (isGiven || type.kind === Kind.NON_NULL_TYPE) {
      values.set(name, coerced(name, isGiven ? given[name] : undefined, type, schema));
    }
  }

  return values;
}

/**
 * The arguments of one field. Arguments of fields that the schema does not describe pass as they are.
 *
 * @throws PlatformRefusal `GRAPHQL_VALIDATION_FAILED` when a literal does not fit
 */
export function argumentsOf(
  field: FieldNode,
  spec: FieldSpec | undefined,
  variables: Variables,
  schema: Schema,
): Readonly<Record<string, unknown>> {
  const entries = (field.arguments ?? []).flatMap(({ name, value }) => {
    if (value.kind === Kind.VARIABLE && !variables.has(value.name.value)) return [];
    const raw = literalValue(value, variables);
    const type = spec?.args.get(name.value)?.type;
    // A variable was checked when it was coerced; a literal is checked here.
    if (!type || value.kind === Kind.VARIABLE) return [[name.value, raw] as const];

    try {
      return [[name.value, coerceInput(raw, type, schema)] as const];
    } catch (error) {
      if (!(error instanceof InputMisfit)) throw error;
      throw new PlatformRefusal('GRAPHQL_VALIDATION_FAILED', error.message);
    }
  });

  return Object.fromEntries(entries);
}

/** The plain value that a piece of a document stands for. */
export function literalValue(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables.get(node.name.value) ?? null;
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map(item => literalValue(item, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, literalValue(value, variables)]),
      );
    default:
      return node.value;
  }
}

function coerced(
  name: string,
  value: unknown,
  type: VariableDefinitionNode['type'],
  schema: Schema,
): unknown {
  if (value === undefined) {
    const required = `Variable "$${name}" of required type "${printType(type)}" was not provided.`;
    throw new PlatformRefusal('BAD_USER_INPUT', required);
  }
  try {
    return coerceInput(value, type, schema);
  } catch (error) {
    if (!(error instanceof InputMisfit)) throw error;
    throw new PlatformRefusal(
      'BAD_USER_INPUT',
      `Variable "$${name}" got invalid value; ${error.message}`,
    );
  }
}
