import type {
  ConstDirectiveNode,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  InputObjectTypeDefinitionNode,
  InputValueDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';
import { Kind } from 'graphql/language/kinds.js';
import { parse } from 'graphql/language/parser.js';
import { SDL } from './sdl/sdl.js';

/** A field of an object type, with the arguments it takes. */
export interface FieldSpec {
  readonly name: string;
  readonly type: TypeNode;
  readonly args: ReadonlyMap<string, InputValueDefinitionNode>;
}

/** What a type name stands for. `open` types are named in the schema but not described by it. */
export type TypeSpec =
  | { readonly kind: 'scalar' }
  | { readonly kind: 'open' }
  | { readonly kind: 'enum'; readonly values: ReadonlySet<string> }
  | { readonly kind: 'input'; readonly fields: ReadonlyMap<string, InputValueDefinitionNode> }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, FieldSpec> };

type ObjectSpec = Extract<TypeSpec, { kind: 'object' }>;

const OPEN: TypeSpec = { kind: 'open' };
const BUILT_IN_SCALARS = ['String', 'ID', 'Int', 'Float', 'Boolean'];

/** The known part of the platform's schema, as one generation of the platform shows it. */
export class Schema {
  readonly #types: ReadonlyMap<string, TypeSpec>;

  constructor(generation: 6 | 7) {
    const isShown = shownIn(generation);
    const types = new Map<string, TypeSpec>(
      BUILT_IN_SCALARS.map(name => [name, { kind: 'scalar' }]),
    );

    for (const definition of parse(SDL, { noLocation: true }).definitions) {
      if (definition.kind === Kind.SCALAR_TYPE_DEFINITION) {
        types.set(definition.name.value, { kind: 'scalar' });
      } else if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
        types.set(definition.name.value, enumSpec(definition));
      } else if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
        types.set(definition.name.value, inputSpec(definition, isShown));
      } else if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
        types.set(definition.name.value, objectSpec(definition, isShown));
      } else if (definition.kind === Kind.OBJECT_TYPE_EXTENSION) {
        const name = definition.name.value;
        types.set(name, extendedSpec(types.get(name), objectSpec(definition, isShown)));
      }
    }
    this.#types = types;
  }

  /** What a name stands for; a name the schema doesn't have is an open type. */
  type(name: string): TypeSpec {
    return this.#types.get(name) ?? OPEN;
  }

  /** A field of a described object type. */
  field(typeName: string, fieldName: string): FieldSpec | undefined {
    const type = this.type(typeName);

    return type.kind === 'object' ? type.fields.get(fieldName) : undefined;
  }
}

/** The name at the heart of a type: `Connector` for `[Connector!]!`. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** A type as GraphQL writes it. */
export function printType(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return `${printType(type.type)}!`;
  if (type.kind === Kind.LIST_TYPE) return `[${printType(type.type)}]`;

  return type.name.value;
}

type IsShown = (node: { readonly directives?: readonly ConstDirectiveNode[] }) => boolean;

function shownIn(generation: number): IsShown {
  return node =>
    (node.directives ?? []).every(directive => {
      const since = directive.arguments?.[0]?.value;

      return since?.kind !== Kind.INT || Number(since.value) <= generation;
    });
}

function enumSpec(definition: EnumTypeDefinitionNode): TypeSpec {
  return { kind: 'enum', values: new Set(definition.values?.map(value => value.name.value)) };
}

function inputSpec(definition: InputObjectTypeDefinitionNode, isShown: IsShown): TypeSpec {
  return { kind: 'input', fields: byName(definition.fields ?? [], isShown) };
}

function objectSpec(
  definition: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
  isShown: IsShown,
): ObjectSpec {
  const fields = (definition.fields ?? []).filter(isShown).map(field => fieldSpec(field, isShown));

  return { kind: 'object', fields: new Map(fields.map(field => [field.name, field])) };
}

function extendedSpec(known: TypeSpec | undefined, added: ObjectSpec): TypeSpec {
  if (known?.kind !== 'object') return added;

  return { kind: 'object', fields: new Map([...known.fields, ...added.fields]) };
}

function fieldSpec(field: FieldDefinitionNode, isShown: IsShown): FieldSpec {
  return { name: field.name.value, type: field.type, args: byName(field.arguments ?? [], isShown) };
}

function byName(
  nodes: readonly InputValueDefinitionNode[],
  isShown: IsShown,
): ReadonlyMap<string, InputValueDefinitionNode> {
  return new Map(nodes.filter(isShown).map(node => [node.name.value, node]));
}
