/**
 * Connectors, works, bundles and markings.
 *
 * @see OpenCTI `config/schema/opencti.graphql`, and for 7.x `modules/connector/connector.graphql`
 */
export const PLATFORM_SDL = `
scalar Any
scalar DateTime

type Query {
  about: AppInfo
  me: MeUser!
  settings: Settings!
  connector(id: String!): Connector
  connectors: [Connector!]!
  connectorsForWorker: [Connector]
  connectorsForImport: [Connector]
  connectorsForExport: [Connector]
  connectorsForAnalysis: [Connector]
  enrichmentConnectors(type: String!): [Connector]
  work(id: ID!): Work
  works(first: Int, after: ID, orderBy: WorksOrdering, orderMode: OrderingMode, search: String, filters: FilterGroup): WorkConnection
  isWorkAlive(id: ID!): Boolean
  markingDefinition(id: String!): MarkingDefinition
  markingDefinitions(first: Int, after: ID, orderBy: MarkingDefinitionsOrdering, orderMode: OrderingMode, filters: FilterGroup, search: String): MarkingDefinitionConnection
}

type Mutation {
  registerConnector(input: RegisterConnectorInput): Connector
  pingConnector(id: ID!, state: String, connectorInfo: ConnectorInfoInput): Connector
  resetStateConnector(id: ID!): Connector
  deleteConnector(id: ID!): ID!
  updateConnectorTrigger(id: ID!, input: [EditInput]!): Connector
  workAdd(connectorId: String!, friendlyName: String, isMultiPartWork: Boolean @since(generation: 7)): Work!
  workEdit(id: ID!): WorkEditMutations
  workDelete(connectorId: String!): Boolean
  stixBundlePush(connectorId: String!, bundle: String!, work_id: String): Boolean
}

type AppInfo { version: String! memory: Any dependencies: Any debugStats: Any }

enum ConnectorType {
  EXTERNAL_IMPORT
  INTERNAL_IMPORT_FILE
  INTERNAL_ENRICHMENT
  INTERNAL_ANALYSIS
  INTERNAL_EXPORT_FILE
  STREAM
}

enum ConnectorPriorityGroup { REALTIME DEFAULT }
enum OrderingMode { asc desc }
enum State { wait progress complete timeout }
enum WorksOrdering { timestamp status }

input RegisterConnectorInput {
  id: ID!
  name: String!
  type: ConnectorType!
  scope: [String!]
  auto: Boolean
  auto_update: Boolean
  enrichment_resolution: String
  only_contextual: Boolean
  playbook_compatible: Boolean
  listen_callback_uri: String
  xtm_one_intent: String @since(generation: 7)
  version: String @since(generation: 7)
  slug: String @since(generation: 7)
}

input ConnectorInfoInput {
  run_and_terminate: Boolean!
  buffering: Boolean!
  queue_threshold: Float!
  queue_messages_size: Float!
  next_run_datetime: DateTime
  last_run_datetime: DateTime
}

input WorkErrorInput { error: String source: String }

type Connector {
  id: ID!
  standard_id: String!
  entity_type: String!
  parent_types: [String]!
  name: String!
  title: String
  active: Boolean
  auto: Boolean
  auto_update: Boolean
  enrichment_resolution: String
  only_contextual: Boolean
  playbook_compatible: Boolean
  connector_trigger_filters: String
  connector_type: String
  connector_scope: [String!]
  connector_state: String
  connector_schema: String
  connector_schema_ui: String
  connector_state_reset: Boolean
  connector_state_timestamp: DateTime
  connector_user_id: ID
  connector_user: User
  connector_queue_details: ConnectorQueueDetails!
  connector_info: ConnectorInfo
  connector_priority_group: ConnectorPriorityGroup
  updated_at: DateTime
  refreshed_at: DateTime
  created_at: DateTime
  config: ConnectorConfig
  works(status: String): [Work]
  is_managed: Boolean
  built_in: Boolean
  configurations: [ConnectorConfiguration!]
  last_seen_at: DateTime @since(generation: 7)
  xtm_one_intent: String @since(generation: 7)
  version: String @since(generation: 7)
  slug: String @since(generation: 7)
  jwks: String! @since(generation: 7)
}

type ConnectorQueueDetails { messages_number: Float! messages_size: Float! }

type ConnectorInfo {
  run_and_terminate: Boolean!
  buffering: Boolean!
  queue_threshold: Float!
  queue_messages_size: Float!
  next_run_datetime: DateTime
  last_run_datetime: DateTime
}

type ConnectorConfig {
  connection: RabbitMQConnection!
  s3: S3Connection
  listen: String!
  listen_routing: String!
  listen_exchange: String!
  listen_callback_uri: String
  push: String!
  push_routing: String!
  push_exchange: String!
  dead_letter_routing: String!
}

type RabbitMQConnection { host: String! vhost: String! use_ssl: Boolean! port: Int! user: String! pass: String! }

type S3Connection {
  endpoint: String!
  port: Int!
  use_ssl: Boolean!
  bucket_name: String!
  bucket_region: String!
  access_key: String!
  secret_key: String!
}

type Work {
  id: ID!
  name: String!
  user: Creator
  connector: Connector
  timestamp: DateTime!
  status: State!
  event_source_id: String
  received_time: DateTime
  processed_time: DateTime
  completed_time: DateTime
  completed_number: Int
  messages: [WorkMessage]
  errors: [WorkMessage]
  tracking: WorkTracking
  draft_context: String
}

type WorkMessage { timestamp: DateTime message: String sequence: Int source: String }
type WorkTracking { import_expected_number: Int import_last_processed: DateTime import_processed_number: Int }
type WorkConnection { pageInfo: PageInfo! edges: [WorkEdge!]! }
type WorkEdge { cursor: String! node: Work! }

type PageInfo {
  startCursor: String!
  endCursor: String!
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  globalCount: Int!
}

type WorkEditMutations {
  delete: ID!
  ping: ID!
  reportExpectation(error: WorkErrorInput, expectations: Int @since(generation: 7)): ID!
  addExpectations(expectations: Int): ID!
  addDraftContext(draftContext: String): ID!
  toReceived(message: String): ID!
  toProcessed(message: String, inError: Boolean): ID!
}
`;
