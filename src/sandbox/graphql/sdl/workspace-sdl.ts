/**
 * Drafts, playbooks, live streams, users and groups.
 *
 * @see OpenCTI `modules/draftWorkspace/`, `modules/playbook/`, `config/schema/opencti.graphql`
 */
export const WORKSPACE_SDL = `
extend type Query {
  draftWorkspace(id: String!): DraftWorkspace
  draftWorkspaces(first: Int, after: ID, orderBy: DraftWorkspacesOrdering, orderMode: OrderingMode, filters: FilterGroup, search: String): DraftWorkspaceConnection
  streamCollection(id: String!): StreamCollection
  streamCollections(first: Int, after: ID, orderBy: StreamCollectionOrdering, orderMode: OrderingMode, filters: FilterGroup, search: String): StreamCollectionConnection
  user(id: String!): User
  users(first: Int, after: ID, orderBy: UsersOrdering, orderMode: OrderingMode, filters: FilterGroup, search: String): UserConnection
  group(id: String!): Group
  groups(first: Int, after: ID, orderBy: GroupsOrdering, orderMode: OrderingMode, filters: FilterGroup, search: String): GroupConnection
}

extend type Mutation {
  draftWorkspaceAdd(input: DraftWorkspaceAddInput!): DraftWorkspace
  draftWorkspaceValidate(id: ID!): Work
  draftWorkspaceDelete(id: ID!): ID
  playbookStepExecution(execution_id: ID!, event_id: ID!, execution_start: DateTime!, data_instance_id: ID!, playbook_id: ID!, previous_step_id: ID!, step_id: ID!, previous_bundle: String!, bundle: String!): Boolean
  userAdd(input: UserAddInput!): User
  userAdminTokenAdd(userId: ID!, input: UserTokenAddInput!): UserTokenAddResult @since(generation: 7)
  userAdminTokenRevoke(userId: ID!, id: ID!): ID @since(generation: 7)
  connectorJWT: String @since(generation: 7)
}

type DraftWorkspace {
  id: ID!
  standard_id: String!
  entity_type: String!
  parent_types: [String]!
  name: String!
  entity_id: String
  draft_status: DraftStatus!
  created_at: DateTime!
  creators: [Creator!]
  objectsCount: DraftObjectsCount!
  works(first: Int): [Work!]
}

enum DraftStatus { open validated }

type StreamCollection {
  id: ID!
  name: String
  description: String
  filters: String
  stream_live: Boolean
  stream_public: Boolean
  authorized_members: [MemberAccess!]
}
`;
