import { markingNode } from '../entities/marking-node.js';
import { connectionOf } from './connection.js';
import { matchesFilters } from './filter-group.js';
import { text, type OperationContext, type Operations } from './operation.js';

/** Reading markings, which connectors do to learn the id of a TLP. */
export const markingOperations: Operations = {
  Query: {
    markingDefinition: (args, { knowledge }) => {
      const stored = knowledge.find(text(args, 'id'));
      return stored?.object.type === 'marking-definition' ? markingNode(stored) : null;
    },

    markingDefinitions: (args, context) => {
      const nodes = markings(context).filter(node => matchesFilters(args.filters, node));
      return connectionOf(nodes, args);
    },
  },

  Mutation: {},
};

/** Those that are there from the start count, listed or not. */
function markings({ knowledge }: OperationContext): readonly Readonly<Record<string, unknown>>[] {
  return [...knowledge.ofTypeWithUnlisted('marking-definition')].map(markingNode);
}
