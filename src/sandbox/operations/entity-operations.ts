import { entityNode } from '../entities/entity-node.js';
import { stixSourceOf } from '../entities/entity-surroundings.js';
import { isOfTypes, listEntities } from '../entities/list-entities.js';
import { ENTITY_ROOTS } from '../graphql/sdl/entity-roots.js';
import { platformStix } from '../knowledge/platform-stix.js';
import { connectionOf } from './connection.js';
import {
  optionalText,
  text,
  textList,
  type Operation,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

/** Everything that can be read as an object or a relationship. */
const EVERYTHING = ['Stix-Object', 'stix-relationship'];

/** Reading and listing entities and observables. */
export const entityOperations: Operations = {
  Query: {
    ...Object.fromEntries(ENTITY_ROOTS.map(({ one, type }) => [one, readOf([type])])),
    ...Object.fromEntries(ENTITY_ROOTS.map(({ many, type }) => [many, listOf([type])])),
    stixObjectOrStixRelationship: readOf(EVERYTHING),
    stixObjectOrStixRelationships: listOf(EVERYTHING),

    stix: (args, context) => {
      const stored = context.knowledge.find(text(args, 'id'));
      return stored ? JSON.stringify(platformStix(stored, stixSourceOf(context))) : null;
    },
  },

  Mutation: {},
};

/** Reads one object by any of its ids; null when it is not there or not of these types. */
export function readOf(types: readonly string[]): Operation {
  return (args, context) => {
    const stored = context.knowledge.find(text(args, 'id'));
    return stored && isOfTypes(stored, types) ? entityNode(stored, context) : null;
  };
}

/** Lists objects of these types; the arguments may narrow that. */
export function listOf(types: readonly string[]): Operation {
  return (args, context) => entityConnection(types, args.filters, args, context);
}

/** A page of a list, in the form clients expect. */
export function entityConnection(
  types: readonly string[],
  filters: unknown,
  args: OperationArguments,
  context: OperationContext,
): unknown {
  const found = listEntities(
    {
      types,
      filters,
      within: textList(args, 'types'),
      search: optionalText(args, 'search'),
      orderBy: optionalText(args, 'orderBy'),
      orderMode: optionalText(args, 'orderMode'),
    },
    context.knowledge,
  );

  return connectionOf(found, args, stored => entityNode(stored, context));
}
