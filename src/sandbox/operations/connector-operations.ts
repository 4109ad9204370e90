import type {
  ConnectorInfo,
  ConnectorInput,
  ConnectorRecord,
} from '../connectors/connector-record.js';
import { findConnectors } from '../connectors/find-connectors.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { connectorNode } from './connector-node.js';
import {
  optionalText,
  text,
  textList,
  type Operation,
  type OperationArguments,
  type OperationContext,
  type Operations,
} from './operation.js';

/** Registration, signs of life and state of connectors. */
export const connectorOperations: Operations = {
  Query: {
    connector: (args, context) => {
      const connector = context.connectors.get(text(args, 'id'));
      return connector ? connectorNode(connector, context) : null;
    },

    connectors: (_args, context) =>
      context.connectors.all().map(connector => connectorNode(connector, context)),

    connectorsForWorker: (_args, context) =>
      context.connectors.all().map(connector => connectorNode(connector, context)),
    connectorsForImport: aliveOf('INTERNAL_IMPORT_FILE'),
    connectorsForExport: aliveOf('INTERNAL_EXPORT_FILE'),
    connectorsForAnalysis: aliveOf('INTERNAL_ANALYSIS'),

    enrichmentConnectors: (args, context) => {
      const scope = text(args, 'type');
      const query = { type: 'INTERNAL_ENRICHMENT', scope, emptyTakesAll: false };
      return findConnectors(context.connectors, query).map(one => connectorNode(one, context));
    },
  },

  Mutation: {
    registerConnector: async ({ input }, context) => {
      const registration = connectorInput((input ?? {}) as OperationArguments);
      await context.queues.declare(registration);
      return connectorNode(context.connectors.register(registration, context.user.id), context);
    },

    pingConnector: async (args, context) => {
      const known = context.connectors.existing(text(args, 'id'));
      await context.queues.declare(known);
      const info = (args.connectorInfo ?? null) as ConnectorInfo | null;
      const state = optionalText(args, 'state');
      return connectorNode(context.connectors.ping(known.id, state, withAllDates(info)), context);
    },

    resetStateConnector: async (args, context) =>
      connectorNode(await resetState(text(args, 'id'), context), context),

    updateConnectorTrigger: (args, context) => {
      const edits: readonly unknown[] = Array.isArray(args.input) ? args.input : [];
      const edit = edits
        .map(one => (one ?? {}) as OperationArguments)
        .find(({ key }) => key === 'connector_trigger_filters');
      const id = text(args, 'id');
      const [filters] = edit
        ? textList(edit, 'value')
        : [context.connectors.existing(id).triggerFilters];
      return connectorNode(context.connectors.setTriggerFilters(id, filters ?? null), context);
    },

    deleteConnector: async (args, context) => {
      const { id } = context.connectors.existing(text(args, 'id'));
      for (const work of context.works.ofConnector(id)) context.works.delete(work.id);
      await context.queues.remove(id);
      context.connectors.delete(id);
      return id;
    },
  },
};

function aliveOf(type: string): Operation {
  return (_args, context) =>
    context.connectors
      .all()
      .filter(connector => connector.type === type && context.connectors.isActive(connector))
      .map(connector => connectorNode(connector, context));
}

/** Empties a connector's state and its queues, as the platform does when somebody asks for it. */
export async function resetState(
  id: string,
  { connectors, queues }: Pick<OperationContext, 'connectors' | 'queues'>,
): Promise<ConnectorRecord> {
  connectors.existing(id);
  await queues.purge(id);

  return connectors.reset(id);
}

function connectorInput(input: OperationArguments): ConnectorInput {
  const name = text(input, 'name');
  if (name.trim() === '' || name.length < 2) {
    throw new PlatformRefusal(
      'BAD_USER_INPUT',
      'Variable "$input" got invalid value at "input.name"; Must be at least 2 characters in length',
    );
  }

  return {
    id: text(input, 'id'),
    name,
    type: text(input, 'type'),
    scope: Array.isArray(input.scope) ? input.scope.map(String) : [],
    auto: flag(input.auto),
    autoUpdate: flag(input.auto_update),
    enrichmentResolution: optionalText(input, 'enrichment_resolution'),
    onlyContextual: flag(input.only_contextual),
    playbookCompatible: input.playbook_compatible === true,
    listenCallbackUri: optionalText(input, 'listen_callback_uri'),
    xtmOneIntent: optionalText(input, 'xtm_one_intent'),
    version: optionalText(input, 'version'),
    slug: optionalText(input, 'slug'),
  };
}

function withAllDates(info: ConnectorInfo | null): ConnectorInfo | null {
  return info && { ...NO_DATES, ...info };
}

const NO_DATES = { next_run_datetime: null, last_run_datetime: null };

function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
