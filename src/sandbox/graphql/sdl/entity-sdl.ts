import { ENTITY_GROUPS } from '../../../stix/index.js';
import { ENTITY_MAKERS, ENTITY_ROOTS, type EntityRoot } from './entity-roots.js';

const PAGED =
  'first: Int, after: ID, orderMode: OrderingMode, filters: FilterGroup, search: String';

/** Observables that the newest platforms have and this one does not keep; their arguments are taken. */
const NEWEST_OBSERVABLES = ['AIPrompt', 'IMEI', 'ICCID', 'IMSI'];

/**
 * Entities, observables and relationships, read, listed, made and changed. Their types are open.
 *
 * @see OpenCTI `config/schema/opencti.graphql`
 */
export const ENTITY_SDL = `
scalar StixId
scalar StixRef

extend type Query {
  ${ENTITY_ROOTS.map(readFields).join('\n  ')}
  stix(id: String!): String
  stixObjectOrStixRelationship(id: String!): StixObjectOrStixRelationship
  stixObjectOrStixRelationships(${PAGED}, orderBy: StixObjectOrStixRelationshipsOrdering, types: [String]): StixObjectOrStixRelationshipConnection
  stixCoreRelationship(id: String): StixCoreRelationship
  stixCoreRelationships(${PAGED}, orderBy: StixCoreRelationshipsOrdering, ${ends('[String]', '[String]')}): StixCoreRelationshipConnection
  stixSightingRelationship(id: String): StixSightingRelationship
  stixSightingRelationships(${PAGED}, orderBy: StixSightingRelationshipsOrdering, ${ends('String', 'StixRef')}): StixSightingRelationshipConnection
  stixRefRelationship(id: String): StixRefRelationship
  stixNestedRefRelationships(${PAGED}, orderBy: StixRefRelationshipsOrdering, ${ends('String', 'StixRef')}): StixRefRelationshipConnection
  label(id: String!): Label
  labels(${PAGED}, orderBy: LabelsOrdering): LabelConnection
  externalReference(id: String!): ExternalReference
  externalReferences(${PAGED}, orderBy: ExternalReferencesOrdering): ExternalReferenceConnection
  killChainPhase(id: String!): KillChainPhase
  killChainPhases(${PAGED}, orderBy: KillChainPhasesOrdering): KillChainPhaseConnection
  vocabulary(id: String!): Vocabulary
  vocabularies(${PAGED}, category: VocabularyCategory, orderBy: VocabularyOrdering): VocabularyConnection
  vocabularyCategories: [VocabularyDefinition!]!
}

extend type Mutation {
  ${ENTITY_MAKERS.map(({ add, input }) => `${add}(input: ${input}!): StixDomainObject`).join('\n  ')}
  stixCyberObservableAdd(type: String!, stix_id: StixId, x_opencti_score: Int, x_opencti_description: String, createIndicator: Boolean, createdBy: String, objectMarking: [String], objectLabel: [String], objectOrganization: [String], externalReferences: [String], clientMutationId: String, update: Boolean, upsertOperations: [EditInput!], ${observableArguments()}): StixCyberObservable
  artifactImport(file: Upload!, fileMarkings: [String], x_opencti_description: String, createdBy: String, objectMarking: [String], objectLabel: [String]): Artifact
  stixCoreRelationshipAdd(input: StixCoreRelationshipAddInput!): StixCoreRelationship
  stixSightingRelationshipAdd(input: StixSightingRelationshipAddInput!): StixSightingRelationship
  labelAdd(input: LabelAddInput!): Label
  externalReferenceAdd(input: ExternalReferenceAddInput!): ExternalReference
  killChainPhaseAdd(input: KillChainPhaseAddInput!): KillChainPhase
  indicatorFieldPatch(id: ID!, input: [EditInput!]!): Indicator
  stixCoreObjectEdit(id: ID!): StixCoreObjectEditMutations
  stixDomainObjectEdit(id: ID!): StixDomainObjectEditMutations
  stixCyberObservableEdit(id: ID!): StixCyberObservableEditMutations
  stixCoreRelationshipEdit(id: ID!): StixCoreRelationshipEditMutations
  stixSightingRelationshipEdit(id: ID!): StixSightingRelationshipEditMutations
  reportEdit(id: ID!): ReportEditMutations
  noteEdit(id: ID!): NoteEditMutations
  opinionEdit(id: ID!): OpinionEditMutations
  observedDataEdit(id: ID!): ObservedDataEditMutations
  externalReferenceEdit(id: ID!): ExternalReferenceEditMutations
  stixEdit(id: ID!): StixEditMutations
}

enum AnalysisContentType { fields file }

type StixCoreObjectEditMutations {
  ${commonEdits('StixCoreObject')}
  ${fileEdits('')}
  askEnrichment(connectorId: ID!): Work
  askEnrichments(connectorIds: [ID!]!): [Work!]
  askAnalysis(contentSource: String!, contentType: AnalysisContentType!, connectorId: ID): Work
  analysisPush(file: Upload!, contentSource: String!, contentType: AnalysisContentType!, analysisType: String!): File
}

type StixDomainObjectEditMutations {
  ${commonEdits('StixDomainObject')}
  ${fileEdits(', file_markings: [String]!')}
}

type StixCyberObservableEditMutations {
  ${commonEdits('StixCyberObservable')}
  ${fileEdits('')}
}

${['StixCoreRelationship', 'StixSightingRelationship', 'Report', 'Note', 'Opinion', 'ObservedData']
  .map(name => `type ${name}EditMutations { ${commonEdits(name)} }`)
  .join('\n')}

type ExternalReferenceEditMutations {
  ${commonEdits('ExternalReference')}
  importPush(file: Upload!, fileMarkings: [String], version: DateTime, noTriggerImport: Boolean, embedded: Boolean): File
}

type StixEditMutations { delete(forceDelete: Boolean): ID merge(stixObjectsIds: [String]!): StixObject }
`;

function readFields({ one, many, type, ordering, takesTypes }: EntityRoot): string {
  const name = type.replace(/-/g, '');
  const types = takesTypes ? ', types: [String]' : '';

  return `${one}(id: String!): ${name}
  ${many}(${PAGED}, orderBy: ${ordering}${types}, toStix: Boolean): ${name}Connection`;
}

function observableArguments(): string {
  const known = ENTITY_GROUPS['Stix-Cyber-Observable'].map(name => name.replace(/-/g, ''));
  const argumentsOf = (names: readonly string[], since: string): string[] =>
    names.map(name => `${name}: ${name}AddInput${since}`);

  return [
    ...argumentsOf(known, ''),
    ...argumentsOf(NEWEST_OBSERVABLES, ' @since(generation: 7)'),
  ].join(', ');
}

function commonEdits(type: string): string {
  return `delete: ID
  fieldPatch(input: [EditInput]!, commitMessage: String, references: [String]): ${type}
  relationAdd(input: StixRefRelationshipAddInput!): StixRefRelationship
  relationDelete(toId: StixRef!, relationship_type: String!): ${type}`;
}

/** Only domain objects are told the markings of an export. */
function fileEdits(markings: string): string {
  return `importPush(file: Upload!, fileMarkings: [String], version: DateTime, noTriggerImport: Boolean, fromTemplate: Boolean, embedded: Boolean): File
  exportPush(file: Upload!${markings}): Boolean
  exportAsk(input: StixCoreObjectExportInput!): [File!]`;
}

/** Arguments that say which relationships are meant, by their ends. */
function ends(either: string, one: string): string {
  const times = ['start', 'stop'].flatMap(name =>
    ['Start', 'Stop'].map(limit => `${name}Time${limit}: DateTime`),
  );
  const seen = ['first', 'last'].flatMap(name =>
    ['Start', 'Stop'].map(limit => `${name}Seen${limit}: DateTime`),
  );

  return [
    ...[`fromOrToId: ${either}`, `fromId: ${one}`, `toId: ${one}`, 'fromTypes: [String]'],
    ...['toTypes: [String]', 'fromRole: String', 'toRole: String', 'relationship_type: [String]'],
    ...['elementWithTargetTypes: [String]', 'confidences: [Int]', ...times, ...seen],
  ].join(', ');
}
