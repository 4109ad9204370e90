import { Kind, parse, print, type FieldNode, type OperationDefinitionNode } from 'graphql';
import {
  ConnectorState,
  Platform,
  Works,
  probePlatform,
  queueDetails,
  registerConnector,
} from '../../../src/platform/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { ScriptedConnection } from '../../support/scripted-connection.js';

/**
 * What pycti 6.9.17 sends, by operation: its signature and its root field, arguments included.
 * A platform, or a stub of one, that answers pycti answers us.
 */
const PYCTI: Readonly<Record<string, readonly [signature: string, call: string]>> = {
  healthCheck: ['query healthCheck', 'about'],
  RegisterConnector: [
    'mutation RegisterConnector($input: RegisterConnectorInput)',
    'registerConnector(input: $input)',
  ],
  PingConnector: [
    'mutation PingConnector($id: ID!, $state: String, $connectorInfo: ConnectorInfoInput)',
    'pingConnector(id: $id, state: $state, connectorInfo: $connectorInfo)',
  ],
  GetConnector: ['query GetConnector($id: String!)', 'connector(id: $id)'],
  workAdd: [
    'mutation workAdd($connectorId: String!, $friendlyName: String)',
    'workAdd(connectorId: $connectorId, friendlyName: $friendlyName)',
  ],
  workToReceived: [
    'mutation workToReceived($id: ID!, $message: String)',
    'workEdit(id: $id) > toReceived(message: $message)',
  ],
  workToProcessed: [
    'mutation workToProcessed($id: ID!, $message: String, $inError: Boolean)',
    'workEdit(id: $id) > toProcessed(message: $message, inError: $inError)',
  ],
  addExpectations: [
    'mutation addExpectations($id: ID!, $expectations: Int)',
    'workEdit(id: $id) > addExpectations(expectations: $expectations)',
  ],
  reportExpectation: [
    'mutation reportExpectation($id: ID!, $error: WorkErrorInput)',
    'workEdit(id: $id) > reportExpectation(error: $error)',
  ],
  pingWork: ['mutation pingWork($id: ID!)', 'workEdit(id: $id) > ping'],
  WorkAliveQuery: ['query WorkAliveQuery($id: ID!)', 'isWorkAlive(id: $id)'],
  WorkQuery: ['query WorkQuery($id: ID!)', 'work(id: $id)'],
  addDraftContext: [
    'mutation addDraftContext($id: ID!, $draftContext: String)',
    'workEdit(id: $id) > addDraftContext(draftContext: $draftContext)',
  ],
  draftWorkspaceAdd: [
    'mutation draftWorkspaceAdd($input: DraftWorkspaceAddInput!)',
    'draftWorkspaceAdd(input: $input)',
  ],
  PlaybookStepExecution: [
    'mutation PlaybookStepExecution($execution_id: ID!, $event_id: ID!, $execution_start: DateTime!, $data_instance_id: ID!, $playbook_id: ID!, $previous_step_id: ID!, $step_id: ID!, $previous_bundle: String!, $bundle: String!)',
    'playbookStepExecution(execution_id: $execution_id, event_id: $event_id, execution_start: $execution_start, data_instance_id: $data_instance_id, playbook_id: $playbook_id, previous_step_id: $previous_step_id, step_id: $step_id, previous_bundle: $previous_bundle, bundle: $bundle)',
  ],
  StixCoreObject: ['query StixCoreObject($id: String!)', 'stixCoreObject(id: $id)'],
  StixCoreObjects: [
    'query StixCoreObjects($types: [String], $filters: FilterGroup, $search: String, $first: Int, $after: ID, $orderBy: StixCoreObjectsOrdering, $orderMode: OrderingMode)',
    'stixCoreObjects(types: $types, filters: $filters, search: $search, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode)',
  ],
  StixObjectOrStixRelationships: [
    'query StixObjectOrStixRelationships($filters: FilterGroup, $search: String, $first: Int, $after: ID)',
    'stixObjectOrStixRelationships(filters: $filters, search: $search, first: $first, after: $after)',
  ],
  StixQuery: ['query StixQuery($id: String!)', 'stix(id: $id)'],
  Labels: [
    'query Labels($filters: FilterGroup, $search: String, $first: Int, $after: ID, $orderBy: LabelsOrdering, $orderMode: OrderingMode)',
    'labels(filters: $filters, search: $search, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode)',
  ],
  LabelAdd: ['mutation LabelAdd($input: LabelAddInput!)', 'labelAdd(input: $input)'],
  MarkingDefinition: ['query MarkingDefinition($id: String!)', 'markingDefinition(id: $id)'],
  MarkingDefinitions: [
    'query MarkingDefinitions($filters: FilterGroup, $first: Int, $after: ID, $orderBy: MarkingDefinitionsOrdering, $orderMode: OrderingMode)',
    'markingDefinitions(filters: $filters, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode)',
  ],
  VocabularyAdd: [
    'mutation VocabularyAdd($input: VocabularyAddInput!)',
    'vocabularyAdd(input: $input)',
  ],
  KillChainPhases: [
    'query KillChainPhases($filters: FilterGroup, $first: Int, $after: ID, $orderBy: KillChainPhasesOrdering, $orderMode: OrderingMode)',
    'killChainPhases(filters: $filters, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode)',
  ],
  KillChainPhaseAdd: [
    'mutation KillChainPhaseAdd($input: KillChainPhaseAddInput!)',
    'killChainPhaseAdd(input: $input)',
  ],
  Me: ['query Me', 'me'],
  Groups: [
    'query Groups($first: Int, $after: ID, $orderBy: GroupsOrdering, $orderMode: OrderingMode, $search: String, $filters: FilterGroup)',
    'groups(first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, search: $search, filters: $filters)',
  ],
  UserList: [
    'query UserList($first: Int, $after: ID, $orderBy: UsersOrdering, $orderMode: OrderingMode, $filters: FilterGroup, $search: String)',
    'users(first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, filters: $filters, search: $search)',
  ],
  UserRead: ['query UserRead($id: String!)', 'user(id: $id)'],
  UserAdd: ['mutation UserAdd($input: UserAddInput!)', 'userAdd(input: $input)'],
  UploadImport: [
    'mutation UploadImport($file: Upload!, $fileMarkings: [String])',
    'uploadImport(file: $file, fileMarkings: $fileMarkings)',
  ],
  UploadPending: [
    'mutation UploadPending($file: Upload!, $entityId: String, $file_markings: [String!])',
    'uploadPending(file: $file, entityId: $entityId, file_markings: $file_markings)',
  ],
  StixDomainObjectEdit: [
    'mutation StixDomainObjectEdit($id: ID!, $file: Upload!, $file_markings: [String]!)',
    'stixDomainObjectEdit(id: $id) > exportPush(file: $file, file_markings: $file_markings)',
  ],
  StixCoreObjectsExportPush: [
    'mutation StixCoreObjectsExportPush($entity_id: String, $entity_type: String!, $file: Upload!, $file_markings: [String]!, $listFilters: String)',
    'stixCoreObjectsExportPush(entity_id: $entity_id, entity_type: $entity_type, file: $file, file_markings: $file_markings, listFilters: $listFilters)',
  ],
  StixCoreObjectEdit: [
    'mutation StixCoreObjectEdit($id: ID!, $file: Upload!, $contentSource: String!, $contentType: AnalysisContentType!, $analysisType: String!)',
    'stixCoreObjectEdit(id: $id) > analysisPush(file: $file, contentSource: $contentSource, contentType: $contentType, analysisType: $analysisType)',
  ],
  InternalFileDelete: [
    'mutation InternalFileDelete($fileName: String)',
    'deleteImport(fileName: $fileName)',
  ],
};

/** What pycti does not send, or sends otherwise: the arguments are those of OpenCTI's schema. */
const OURS: typeof PYCTI = {
  StixCoreRelationships: [
    'query StixCoreRelationships($fromOrToId: [String], $elementWithTargetTypes: [String], $fromId: [String], $fromTypes: [String], $toId: [String], $toTypes: [String], $relationship_type: [String], $filters: FilterGroup, $first: Int, $after: ID, $orderBy: StixCoreRelationshipsOrdering, $orderMode: OrderingMode, $search: String)',
    'stixCoreRelationships(fromOrToId: $fromOrToId, elementWithTargetTypes: $elementWithTargetTypes, fromId: $fromId, fromTypes: $fromTypes, toId: $toId, toTypes: $toTypes, relationship_type: $relationship_type, filters: $filters, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, search: $search)',
  ],
  Vocabularies: [
    'query Vocabularies($filters: FilterGroup, $first: Int, $after: ID)',
    'vocabularies(filters: $filters, first: $first, after: $after)',
  ],
  VocabularyCategories: ['query VocabularyCategories', 'vocabularyCategories'],
  UserAdminTokenAdd: [
    'mutation UserAdminTokenAdd($userId: ID!, $input: UserTokenAddInput!)',
    'userAdminTokenAdd(userId: $userId, input: $input)',
  ],
  UserAdminTokenRevoke: [
    'mutation UserAdminTokenRevoke($userId: ID!, $id: ID!)',
    'userAdminTokenRevoke(userId: $userId, id: $id)',
  ],
};

const ALL = { ...PYCTI, ...OURS };

const operationIn = (document: string): OperationDefinitionNode => {
  const [definition] = parse(document).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');

  return definition;
};
const signatureOf = ({
  operation,
  name,
  variableDefinitions = [],
}: OperationDefinitionNode): string => {
  const variables = variableDefinitions.map(print).join(', ');

  return `${operation} ${name?.value}${variables ? `(${variables})` : ''}`;
};
const callOf = ({ selectionSet }: OperationDefinitionNode): string => {
  const [root] = selectionSet.selections as readonly FieldNode[];
  const [inner] = (root?.selectionSet?.selections ?? []) as readonly FieldNode[];
  const written = (field: FieldNode | undefined): string => {
    const args = field?.arguments?.map(print).join(', ');
    return `${field?.name.value}${args ? `(${args})` : ''}`;
  };

  return root?.name.value.endsWith('Edit') ? `${written(root)} > ${written(inner)}` : written(root);
};

/** Calls every method of a platform; what becomes of the answers does not matter here. */
const askEverything = async (platform: Platform): Promise<void> => {
  const file = { name: 'a.csv', content: 'x' };
  const bundle = { type: 'bundle', id: 'bundle--1', objects: [] } as const;
  const content = { contentSource: 'x', contentType: 'file', analysisType: 'x' } as const;
  const account = { name: 'x', email: 'x', groupIds: [], maxConfidence: 50 };
  const step = {
    executionId: 'x',
    eventId: 'x',
    playbookId: 'x',
    dataInstanceId: 'x',
    stepId: 'x',
    previousStepId: 'x',
  };
  const { entities, files, labels, markings, vocabularies, killChainPhases } = platform;
  const { drafts, playbooks, users } = platform;
  const calls: readonly (() => Promise<unknown>)[] = [
    () => entities.read('x'),
    () => entities.toStix('x'),
    () => entities.find(['x']),
    () => entities.exists(['x']),
    async () => entities.listRelationships()[Symbol.asyncIterator]().next(),
    () => files.analysisPush('x', file, content),
    () => files.uploadImport(file),
    () => files.uploadPending(file),
    () => files.exportPush('x', file),
    () => files.exportListPush({ entityType: 'Malware' }, file),
    () => files.deleteImport('x'),
    () => labels.read('x'),
    () => labels.create('x'),
    () => markings.read('x'),
    () => markings.list(),
    () => vocabularies.categories(),
    () => vocabularies.list(),
    () => vocabularies.create('x', 'x'),
    () => killChainPhases.list(),
    () => killChainPhases.create('x', 'x'),
    () => drafts.create({ name: 'x' }),
    () => playbooks.finishStep(step, { startedAt: new Date(0), previousBundle: bundle, bundle }),
    () => users.me(),
    () => users.findGroup('x'),
    () => users.findByEmail('x'),
    () => users.createServiceAccount(account),
    () => users.readToken('x'),
    () => users.addToken('x', 'x'),
    () => users.revokeToken('x', 'x'),
  ];
  for (const call of calls) await call().catch(() => undefined);
};

describe('the documents that we send', () => {
  const queries = new ScriptedConnection(() => ({
    about: { version: '6.9.17' },
    pingConnector: { connector_state: 'null' },
    workAdd: { id: 'work_1' },
    workEdit: {},
    isWorkAlive: true,
    registerConnector: null,
  }));

  beforeAll(async () => {
    const capabilities = await probePlatform(queries);
    await registerConnector(queries, capabilities, {
      id: 'c1',
      name: 'Bench connector',
      type: 'EXTERNAL_IMPORT',
      scope: [],
      auto: false,
      autoUpdate: false,
      enrichmentResolution: 'none',
      onlyContextual: false,
      playbookCompatible: false,
      listenCallbackUri: null,
    }).catch(() => undefined);
    await new ConnectorState(queries, { id: 'c1', state: null }, new RecordingLog()).beat();
    await queueDetails(queries, 'c1');
    const work = await new Works(queries, capabilities).open('c1', 'run 1');
    await work.received('x');
    await work.expect(1);
    await work.report(null);
    await work.processed('x');
    await work.ping();
    await work.isAlive();
    await work.tracking();
    await work.attachDraft('d1');
    await askEverything(new Platform(queries, async () => capabilities));
  });

  it.each(Object.entries(ALL))('%s reads as OpenCTI knows it', (operation, [signature, call]) => {
    const asked = queries.asked.find(query => query.operation === operation);

    const document = operationIn(asked?.document ?? '');

    expect(signatureOf(document)).toBe(signature);
    expect(callOf(document)).toBe(call);
  });

  it('are no others', () => {
    expect([...new Set(queries.operations)].sort()).toEqual(Object.keys(ALL).sort());
  });
});
