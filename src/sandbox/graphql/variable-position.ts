import type { TypeNode, VariableDefinitionNode } from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import { printType } from './schema.js';

/**
 * Why a variable may not stand where it stands, or undefined when it may.
 *
 * @see GraphQL specification, "All Variable Usages Are Allowed"
 */
export function variableMisfit(
  { variable, type, defaultValue }: VariableDefinitionNode,
  location: TypeNode,
): string | undefined {
  const hasDefault = defaultValue !== undefined && defaultValue.kind !== Kind.NULL;
  const expected =
    location.kind === Kind.NON_NULL_TYPE && hasDefault && type.kind !== Kind.NON_NULL_TYPE
      ? location.type
      : location;
  if (fits(type, expected)) return undefined;

  return `Variable "$${variable.name.value}" of type "${printType(type)}" used in position expecting type "${printType(location)}".`;
}

function fits(variable: TypeNode, location: TypeNode): boolean {
  if (location.kind === Kind.NON_NULL_TYPE) {
    return variable.kind === Kind.NON_NULL_TYPE && fits(variable.type, location.type);
  }
  if (variable.kind === Kind.NON_NULL_TYPE) return fits(variable.type, location);
  if (location.kind === Kind.LIST_TYPE) {
    return variable.kind === Kind.LIST_TYPE && fits(variable.type, location.type);
  }

  return variable.kind === Kind.NAMED_TYPE && variable.name.value === location.name.value;
}
