import type { ConnectorRecord } from '../connectors/connector-record.js';
import {
  CONNECTOR_EXCHANGE,
  DEAD_LETTER_ROUTING,
  queueNames,
  WORKER_EXCHANGE,
} from '../queues/queue-names.js';
import type { OperationContext } from './operation.js';
import { workNode } from './work-node.js';

/** A connector as GraphQL shows it. What costs something is computed when it is asked for. */
export function connectorNode(
  connector: ConnectorRecord,
  context: OperationContext,
): Readonly<Record<string, unknown>> {
  return {
    id: connector.id,
    standard_id: `connector--${connector.id}`,
    entity_type: 'Connector',
    parent_types: ['Basic-Object', 'Internal-Object'],
    name: connector.name,
    title: connector.name,
    active: context.connectors.isActive(connector),
    auto: connector.auto,
    auto_update: connector.autoUpdate,
    enrichment_resolution: connector.enrichmentResolution,
    only_contextual: connector.onlyContextual,
    playbook_compatible: connector.playbookCompatible,
    connector_trigger_filters: connector.triggerFilters,
    connector_type: connector.type,
    // Stored as one text, so that an empty scope is lost.
    connector_scope: connector.scope.length > 0 ? connector.scope : null,
    connector_state: connector.state,
    connector_state_reset: connector.stateReset,
    connector_state_timestamp: connector.stateTimestamp,
    connector_user_id: connector.userId,
    connector_queue_details: () => queueDetails(connector.id, context),
    connector_info: connector.info,
    connector_priority_group: connector.priorityGroup,
    updated_at: connector.updatedAt,
    created_at: connector.createdAt,
    config: configOf(connector, context),
    works: ({ status }: Readonly<Record<string, unknown>>) =>
      context.works
        .ofConnector(connector.id)
        .filter(work => status === undefined || status === null || work.status === status)
        .map(work => workNode(work, context)),
    is_managed: false,
    built_in: false,
    configurations: [],
    last_seen_at: connector.lastSeenAt,
    xtm_one_intent: connector.xtmOneIntent,
    version: connector.version,
    slug: connector.slug,
    jwks: () => context.signingKey.jwks(),
  };
}

async function queueDetails(id: string, { queues, rules }: OperationContext): Promise<unknown> {
  const depth = await queues.depth(id, { withListen: rules.countsListenQueue });

  return { messages_number: depth.messages, messages_size: depth.bytes };
}

function configOf(
  { id, listenCallbackUri }: ConnectorRecord,
  { queues: { broker } }: OperationContext,
): unknown {
  const names = queueNames(id);

  return {
    connection: {
      host: broker.host,
      vhost: broker.vhost,
      use_ssl: broker.useSsl,
      port: broker.port,
      user: broker.user,
      pass: broker.pass,
    },
    s3: STORAGE,
    listen: names.listen,
    listen_routing: names.listenRouting,
    listen_exchange: CONNECTOR_EXCHANGE,
    listen_callback_uri: listenCallbackUri,
    push: names.push,
    push_routing: names.pushRouting,
    push_exchange: WORKER_EXCHANGE,
    dead_letter_routing: DEAD_LETTER_ROUTING,
  };
}

/** The sandbox has no object storage of its own; clients want the fields to be there. */
const STORAGE = {
  endpoint: '127.0.0.1',
  port: 1,
  use_ssl: false,
  bucket_name: 'opencti-bucket',
  bucket_region: 'us-east-1',
  access_key: 'sandbox',
  secret_key: 'sandbox',
};
