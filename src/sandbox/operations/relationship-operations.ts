import { nestedReferences } from '../entities/nested-references.js';
import { connectionOf } from './connection.js';
import { entityConnection, readOf } from './entity-operations.js';
import { text, type Operation, type OperationArguments, type Operations } from './operation.js';

/** Reading and listing relationships, sightings, and references inside objects. */
export const relationshipOperations: Operations = {
  Query: {
    stixCoreRelationship: readOf(['stix-core-relationship']),
    stixCoreRelationships: relationshipsOf('stix-core-relationship'),
    stixSightingRelationship: readOf(['stix-sighting-relationship']),
    stixSightingRelationships: relationshipsOf('stix-sighting-relationship'),

    stixNestedRefRelationships: (args, context) => {
      const from = context.knowledge.find(text(args, 'fromId') || text(args, 'fromOrToId'));
      return connectionOf(from ? nestedReferences(from, context) : [], args);
    },
    stixRefRelationship: () => null,
  },

  Mutation: {},
};

function relationshipsOf(type: string): Operation {
  return (args, context) => {
    const filters = { mode: 'and', filters: endFilters(args), filterGroups: [args.filters] };
    return entityConnection([type], filters, args, context);
  };
}

/** The arguments of a list of relationships, as filters. */
function endFilters(args: OperationArguments): readonly unknown[] {
  return [...END_KEYS].flatMap(([argument, key]) => {
    const values = [args[argument]].flat().filter(value => typeof value === 'string');
    return values.length > 0 ? [{ key, values, operator: 'eq', mode: 'or' }] : [];
  });
}

const END_KEYS: ReadonlyMap<string, string> = new Map([
  ['fromOrToId', 'fromOrToId'],
  ['fromId', 'fromId'],
  ['toId', 'toId'],
  ['fromTypes', 'fromTypes'],
  ['toTypes', 'toTypes'],
  ['elementWithTargetTypes', 'elementWithTargetTypes'],
  ['relationship_type', 'entity_type'],
]);
