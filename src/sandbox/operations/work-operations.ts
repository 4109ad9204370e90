import { PlatformRefusal } from '../platform-refusal.js';
import type { ExpectationError } from '../works/works.js';
import { connectionOf } from './connection.js';
import { matchesFilters } from './filter-group.js';
import {
  optionalText,
  text,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';
import { workNode } from './work-node.js';

/** Works, from the connector's side and from the worker's. */
export const workOperations: Operations = {
  Query: {
    work: (args, context) => {
      const work = context.works.get(text(args, 'id'));
      return work ? workNode(work, context) : null;
    },

    works: (args, context) => {
      const works = context.works.all().filter(work =>
        matchesFilters(args.filters, {
          connector_id: work.connectorId,
          event_source_id: work.eventSourceId,
          status: work.status,
          draft_context: work.draftContext,
        }),
      );
      const isAscending = args.orderMode === 'asc';
      const ordered = isAscending ? works : [...works].reverse();
      return connectionOf(
        ordered.map(work => workNode(work, context)),
        args,
      );
    },

    isWorkAlive: (args, { works }) => works.isAlive(text(args, 'id')),
  },

  Mutation: {
    workAdd: (args, context) => {
      const connector = context.connectors.get(text(args, 'connectorId'));
      if (!connector) {
        // The platform reads the id of the connector it did not find.
        throw new PlatformRefusal(
          'INTERNAL_SERVER_ERROR',
          "Cannot read properties of null (reading 'id')",
        );
      }
      const work = context.works.add({
        connectorId: connector.id,
        connectorType: connector.type,
        name: optionalText(args, 'friendlyName'),
        userId: context.user.id,
        isMultiPart: args.isMultiPartWork === true,
      });
      return workNode(work, context);
    },

    workEdit: (args, context) => editsOf(text(args, 'id'), context),

    workDelete: (args, { connectors, works }) => {
      const connectorId = text(args, 'connectorId');
      if (!connectors.get(connectorId)) {
        throw new PlatformRefusal('ALREADY_DELETED_ERROR', undefined, { connectorId });
      }
      for (const work of works.ofConnector(connectorId)) works.delete(work.id);
      return true;
    },
  },
};

/** The changes of one work; each answers its id, whether the work exists or not. */
function editsOf(id: string, { works }: OperationContext): unknown {
  const edit =
    (change: (args: OperationArguments) => void) =>
    (args: OperationArguments): string => {
      change(args);
      return id;
    };

  return {
    delete: edit(() => works.delete(id)),
    ping: edit(() => works.ping(id)),
    reportExpectation: edit(({ error, expectations }) =>
      works.report(id, expectationError(error), Number(expectations ?? 1)),
    ),
    addExpectations: edit(({ expectations }) => works.expect(id, Number(expectations ?? 0))),
    addDraftContext: edit(args => works.attachDraft(id, optionalText(args, 'draftContext'))),
    toReceived: edit(args => works.receive(id, optionalText(args, 'message'))),
    toProcessed: edit(args =>
      works.process(id, optionalText(args, 'message'), args.inError === true),
    ),
  };
}

function expectationError(error: unknown): ExpectationError | null {
  if (typeof error !== 'object' || error === null) return null;
  const given = error as OperationArguments;

  return { error: optionalText(given, 'error'), source: optionalText(given, 'source') };
}
