import { Kind, parse, print, type FieldNode, type OperationDefinitionNode } from 'graphql';
import {
  ConnectorState,
  Works,
  probePlatform,
  queueDetails,
  registerConnector,
} from '../../../src/platform/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { ScriptedQueries } from '../../support/scripted-queries.js';

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
};

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

  return root?.name.value === 'workEdit' ? `${written(root)} > ${written(inner)}` : written(root);
};

describe('the documents that we send', () => {
  const queries = new ScriptedQueries(() => ({
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
  });

  it.each(Object.entries(PYCTI))('%s reads as pycti writes it', (operation, [signature, call]) => {
    const asked = queries.asked.find(query => query.operation === operation);

    const document = operationIn(asked?.document ?? '');

    expect(signatureOf(document)).toBe(signature);
    expect(callOf(document)).toBe(call);
  });

  it('are no others', () => {
    expect([...new Set(queries.operations)].sort()).toEqual(Object.keys(PYCTI).sort());
  });
});
