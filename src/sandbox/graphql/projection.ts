import type { DirectiveNode, FieldNode, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import type { GraphqlDocument } from './document.js';
import { namedType, type Schema } from './schema.js';
import { argumentsOf, literalValue, type Variables } from './variables.js';

/** A field that is computed when it is asked for, from its arguments. */
export type LazyField = (args: Readonly<Record<string, unknown>>) => unknown;

/** What a projection needs beside the value and the selection. */
export interface ProjectionScope {
  readonly document: GraphqlDocument;
  readonly schema: Schema;
  readonly variables: Variables;
}

/**
 * Cuts plain data to the shape that was asked for: aliases, fragments, `__typename`, `@skip` and
 * `@include`. A field the data doesn't have is null; a field that is a function is called with its
 * arguments. No schema of the whole platform is needed for it.
 */
export async function project(
  value: unknown,
  sets: readonly SelectionSetNode[],
  typeName: string | undefined,
  scope: ProjectionScope,
): Promise<unknown> {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(await project(item, sets, typeName, scope));
    return items;
  }
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (sets.length === 0) return value;

  const data = new Map<string, unknown>(Object.entries(value));
  const result: (readonly [string, unknown])[] = [];
  for (const [key, fields] of collectFields(sets, data, typeName, scope)) {
    result.push([key, await fieldValue(fields, data, typeName, scope)]);
  }

  return Object.fromEntries(result);
}

async function fieldValue(
  fields: readonly [FieldNode, ...FieldNode[]],
  data: ReadonlyMap<string, unknown>,
  typeName: string | undefined,
  scope: ProjectionScope,
): Promise<unknown> {
  const [field] = fields;
  const name = field.name.value;
  if (name === '__typename') return concreteType(data, typeName, scope);

  const spec = typeName === undefined ? undefined : scope.schema.field(typeName, name);
  const found = data.get(name);
  const value: unknown =
    typeof found === 'function'
      ? await (found as LazyField)(argumentsOf(field, spec, scope.variables, scope.schema))
      : found;
  const sets = fields.flatMap(node => (node.selectionSet ? [node.selectionSet] : []));

  return project(value, sets, spec && namedType(spec.type), scope);
}

/** An open type is often an abstract one; what the data is says its entity type. */
function concreteType(
  data: ReadonlyMap<string, unknown>,
  typeName: string | undefined,
  { schema }: ProjectionScope,
): string | null {
  const entityType = data.get('entity_type');
  const isDescribed = typeName !== undefined && schema.type(typeName).kind !== 'open';
  if (isDescribed || typeof entityType !== 'string') return typeName ?? null;

  return graphqlName(entityType);
}

/** The fields to answer, by the key they are answered under; the same key twice is one field. */
export function collectFields(
  sets: readonly SelectionSetNode[],
  data: ReadonlyMap<string, unknown>,
  typeName: string | undefined,
  scope: ProjectionScope,
): ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]> {
  const collected = new Map<string, [FieldNode, ...FieldNode[]]>();
  const spread = new Set<string>();

  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection.directives ?? [], scope.variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = collected.get(key);
        if (known) known.push(selection);
        else collected.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        // Once per level: a fragment that spreads another twice must not double the work.
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : scope.document.fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && isOfType(condition, data, typeName)) collect(fragment.selectionSet);
    }
  };
  sets.forEach(collect);

  return collected;
}

/** GraphQL type names have no hyphens: `... on IPv4Addr` means the entity type `IPv4-Addr`. */
function isOfType(
  condition: string | undefined,
  data: ReadonlyMap<string, unknown>,
  typeName: string | undefined,
): boolean {
  if (condition === undefined || condition === typeName) return true;
  const entityType = data.get('entity_type');
  const parents = data.get('parent_types');
  const names: readonly unknown[] = [entityType, parents].flat();

  return names.some(name => typeof name === 'string' && graphqlName(name) === condition);
}

function graphqlName(entityType: string): string {
  return entityType.replace(/(?:^|[-_])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function isIncluded(directives: readonly DirectiveNode[], variables: Variables): boolean {
  return directives.every(directive => {
    const condition = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    if (!condition) return true;
    const holds = literalValue(condition, variables) === true;
    if (directive.name.value === 'skip') return !holds;

    return directive.name.value !== 'include' || holds;
  });
}
