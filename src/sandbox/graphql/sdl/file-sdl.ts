/**
 * Files, exports and what connectors are asked for.
 *
 * @see OpenCTI `config/schema/opencti.graphql`
 */
export const FILE_SDL = `
scalar Upload

extend type Query {
  file(id: String!): File
  importFiles(first: Int, prefixMimeType: String): FileConnection
  pendingFiles(first: Int): FileConnection
}

extend type Mutation {
  uploadImport(file: Upload!, fileMarkings: [String]): File
  uploadPending(file: Upload!, entityId: String, labels: [String], errorOnExisting: Boolean, file_markings: [String!], refreshEntity: Boolean): File
  uploadAndAskJobImport(file: Upload!, fileMarkings: [String], connectors: [ConnectorWithConfig!], validationMode: ValidationMode, draftId: String, noTriggerImport: Boolean): File
  askJobImport(fileName: ID!, connectorId: String, configuration: String, bypassEntityId: String, bypassValidation: Boolean, validationMode: ValidationMode, forceValidation: Boolean): File
  deleteImport(fileName: String): String
  stixCoreObjectsExportAsk(input: StixCoreObjectsExportAskInput!): [File!]
  stixDomainObjectsExportAsk(input: StixDomainObjectsExportAskInput!): [File!]
  stixCyberObservablesExportAsk(input: StixCyberObservablesExportAskInput!): [File!]
  stixCoreRelationshipsExportAsk(input: StixCoreRelationshipsExportAskInput!): [File!]
  stixCoreObjectsExportPush(${exportPush()}): Boolean
  stixDomainObjectsExportPush(${exportPush()}): Boolean
  stixCyberObservablesExportPush(${exportPush()}): Boolean
  stixCoreRelationshipsExportPush(${exportPush()}): Boolean
}

enum ValidationMode { draft workbench }
input ConnectorWithConfig { connectorId: String!, configuration: String }

type File {
  id: ID!
  entity_type: String!
  name: String!
  size: Int
  lastModified: DateTime!
  lastModifiedSinceMin: Int!
  uploadStatus: State!
  objectMarking: [MarkingDefinition!]
  works: [Work]
  metaData: FileMetadata
}

type FileMetadata {
  encoding: String
  mimetype: String
  version: DateTime
  messages: [WorkMessage]
  errors: [WorkMessage]
  list_filters: String
  entity_id: String
  entity: StixObject
  labels: [String!]
  labels_text: String
  file_markings: [String!]
  creator_id: String
  creator: Creator
  external_reference_id: String
  description: String
  order: Int
  inCarousel: Boolean
  analysis_content_source: String
  analysis_content_type: String
  analysis_type: String
}
`;

function exportPush(): string {
  return 'entity_id: String, entity_type: String!, file: Upload!, file_markings: [String]!, listFilters: String';
}
