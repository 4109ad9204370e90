import type { ArgumentNode, FieldNode, SelectionSetNode, ValueNode } from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import type { GraphqlDocument } from './document.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { namedType, type FieldSpec, type Schema } from './schema.js';
import { variableMisfit } from './variable-position.js';

/** How often one root field may be asked for in a document. @see `app:graphql:batching_protection` */
const ALLOWED_CALLS = { Query: 2, Mutation: 1 } as const;

/**
 * Checks a document as the platform's GraphQL server does before it runs anything: fields and
 * arguments exist, selections fit, variables are declared, used and in the right place, fragments
 * end, and no root field is batched by alias.
 *
 * @throws PlatformRefusal `GRAPHQL_VALIDATION_FAILED` with the first problem
 */
export function validateDocument(document: GraphqlDocument, schema: Schema): void {
  const walk = new DocumentWalk(document, schema);

  refuseBatches(document);
  walk.selections(document.operation.selectionSet, document.rootType, []);
  walk.refuseUnused();
}

function refuseBatches({ operation, rootType }: GraphqlDocument): void {
  const allowed = ALLOWED_CALLS[rootType];
  const calls = new Map<string, number>();

  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD || selection.name.value.startsWith('__')) continue;
    const name = selection.name.value;
    const count = (calls.get(name) ?? 0) + 1;
    calls.set(name, count);
    if (count > allowed) {
      refuse(
        `Allowed number of calls for ${rootType}->${name} has been exceeded (max: ${allowed})`,
      );
    }
  }
}

/** One pass over a document that remembers what it has met. */
class DocumentWalk {
  readonly #usedVariables = new Set<string>();
  readonly #usedFragments = new Set<string>();

  constructor(
    private readonly document: GraphqlDocument,
    private readonly schema: Schema,
  ) {}

  /** `typeName` undefined: nothing is known about the fields. `trail`: fragments being spread. */
  selections(set: SelectionSetNode, typeName: string | undefined, trail: readonly string[]): void {
    for (const selection of set.selections) {
      for (const directive of selection.directives ?? [])
        this.#arguments(directive.arguments ?? []);
      if (selection.kind === Kind.FIELD) {
        this.#field(selection, typeName, trail);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        this.selections(selection.selectionSet, condition ?? typeName, trail);
      } else {
        this.#spread(selection.name.value, trail);
      }
    }
  }

  refuseUnused(): void {
    const operation = this.document.operation.name?.value;
    const where = operation ? ` in operation "${operation}"` : '';
    for (const name of this.document.variables.keys()) {
      if (!this.#usedVariables.has(name)) refuse(`Variable "$${name}" is never used${where}.`);
    }
    for (const name of this.document.fragments.keys()) {
      if (!this.#usedFragments.has(name)) refuse(`Fragment "${name}" is never used.`);
    }
  }

  #spread(name: string, trail: readonly string[]): void {
    const fragment = this.document.fragments.get(name);
    if (!fragment) refuse(`Unknown fragment "${name}".`);
    if (trail.includes(name)) refuse(`Cannot spread fragment "${name}" within itself.`);
    const isFirstTime = !this.#usedFragments.has(name);
    this.#usedFragments.add(name);
    // A fragment reads the same wherever it is spread, so once is enough; but each trail is walked
    // until it is known to end.
    if (isFirstTime) {
      this.selections(fragment.selectionSet, fragment.typeCondition.name.value, [...trail, name]);
    }
  }

  #field(field: FieldNode, typeName: string | undefined, trail: readonly string[]): void {
    const name = field.name.value;
    if (name.startsWith('__')) {
      this.#arguments(field.arguments ?? []);
      if (field.selectionSet) this.selections(field.selectionSet, undefined, trail);
      return;
    }
    const isKnown = typeName !== undefined && this.schema.type(typeName).kind === 'object';
    const spec = isKnown ? this.schema.field(typeName, name) : undefined;
    if (isKnown && !spec) refuse(`Cannot query field "${name}" on type "${typeName}".`);

    this.#arguments(field.arguments ?? [], spec && `${typeName}.${name}`, spec);
    if (spec) this.#shape(field, spec);
    if (field.selectionSet) {
      this.selections(field.selectionSet, spec && namedType(spec.type), trail);
    }
  }

  #shape(field: FieldNode, spec: FieldSpec): void {
    const typeName = namedType(spec.type);
    const { kind } = this.schema.type(typeName);
    const isLeaf = kind === 'scalar' || kind === 'enum';

    if (isLeaf && field.selectionSet) {
      refuse(
        `Field "${spec.name}" must not have a selection since type "${typeName}" has no subfields.`,
      );
    }
    if (!isLeaf && !field.selectionSet) {
      refuse(
        `Field "${spec.name}" of type "${typeName}" must have a selection of subfields. Did you mean "${spec.name} { ... }"?`,
      );
    }
    for (const argument of spec.args.values()) {
      const isGiven = field.arguments?.some(({ name }) => name.value === argument.name.value);
      if (argument.type.kind === Kind.NON_NULL_TYPE && !isGiven) {
        refuse(`Field "${spec.name}" argument "${argument.name.value}" is required.`);
      }
    }
  }

  #arguments(nodes: readonly ArgumentNode[], owner?: string, spec?: FieldSpec): void {
    for (const { name, value } of nodes) {
      const expected = spec?.args.get(name.value);
      if (spec && !expected) {
        refuse(`Unknown argument "${name.value}" on field "${owner}".`);
      }
      this.#variablesIn(value);
      if (value.kind === Kind.VARIABLE && expected) {
        const definition = this.document.variables.get(value.name.value);
        const misfit = definition && variableMisfit(definition, expected.type);
        if (misfit) refuse(misfit);
      }
    }
  }

  #variablesIn(value: ValueNode): void {
    if (value.kind === Kind.VARIABLE) {
      const name = value.name.value;
      if (!this.document.variables.has(name)) refuse(`Variable "$${name}" is not defined.`);
      this.#usedVariables.add(name);
    } else if (value.kind === Kind.LIST) {
      value.values.forEach(item => this.#variablesIn(item));
    } else if (value.kind === Kind.OBJECT) {
      value.fields.forEach(item => this.#variablesIn(item.value));
    }
  }
}

function refuse(reason: string): never {
  throw new PlatformRefusal('GRAPHQL_VALIDATION_FAILED', reason);
}
