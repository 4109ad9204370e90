import { execute, type GraphqlReply } from '../../../../src/sandbox/graphql/execute.js';
import { Schema } from '../../../../src/sandbox/graphql/schema.js';
import { PlatformRefusal } from '../../../../src/sandbox/platform-refusal.js';

const schemas = { 6: new Schema(6), 7: new Schema(7) };

function run(
  query: string,
  options: {
    variables?: Record<string, unknown>;
    operationName?: string;
    generation?: 6 | 7;
    data?: unknown;
  } = {},
): Promise<GraphqlReply> {
  const { variables = {}, operationName = null, generation = 6, data = null } = options;

  return execute({ query, variables, operationName }, schemas[generation], () => data);
}

function firstError(reply: GraphqlReply): { name: string; message: string } {
  const error = reply.errors?.[0];
  if (!error) throw new Error('there is no error');

  return { name: error.name, message: error.message };
}

describe('execute', () => {
  it('answers the fields that were asked for, under their aliases', async () => {
    const reply = await run('{ health: about { v: version __typename } }', {
      data: { version: '6.9.17', memory: 'unasked' },
    });

    expect(reply).toEqual({ data: { health: { v: '6.9.17', __typename: 'AppInfo' } } });
  });

  it('answers null for what the data does not have', async () => {
    const reply = await run('{ connector(id: "a") { name connector_state } }', {
      data: { name: 'Alpha' },
    });

    expect(reply.data).toEqual({ connector: { name: 'Alpha', connector_state: null } });
  });

  it('asks anything of a type that the schema does not describe', async () => {
    const reply = await run('{ me { id whatever { deeper } } }', { data: { id: 'u' } });

    expect(reply.data).toEqual({ me: { id: 'u', whatever: null } });
  });

  it('calls a computed field with its arguments', async () => {
    const reply = await run(
      'mutation Edit($id: ID!, $n: Int) { workEdit(id: $id) { addExpectations(expectations: $n) } }',
      {
        variables: { id: 'w', n: 3 },
        data: { addExpectations: (args: unknown) => JSON.stringify(args) },
      },
    );

    expect(reply.data).toEqual({ workEdit: { addExpectations: '{"expectations":3}' } });
  });

  it('matches fragments by entity type and by parent type', async () => {
    const query = `
      query Me { me { ...Both ... on Malware { family } } }
      fragment Both on IPv4Addr { value ... on StixCyberObservable { score } }`;

    const reply = await run(query, {
      data: {
        entity_type: 'IPv4-Addr',
        parent_types: ['Stix-Cyber-Observable'],
        value: '198.18.0.1',
        score: 50,
        family: 'unasked',
      },
    });

    expect(reply.data).toEqual({ me: { value: '198.18.0.1', score: 50 } });
  });

  it('obeys @skip and @include', async () => {
    const reply = await run(
      'query Q($no: Boolean!) { me { id name @include(if: $no) mail @skip(if: $no) } }',
      { variables: { no: false }, data: { id: 'u', name: 'n', mail: 'm' } },
    );

    expect(reply.data).toEqual({ me: { id: 'u', mail: 'm' } });
  });

  it('merges the same field asked for twice', async () => {
    const reply = await run('{ me { user { a } user { b } } }', {
      data: { user: { a: 1, b: 2, c: 3 } },
    });

    expect(reply.data).toEqual({ me: { user: { a: 1, b: 2 } } });
  });

  it('answers an alias named __proto__ as data', async () => {
    const reply = await run('{ me { __proto__: id } }', { data: { id: 'u' } });

    expect(JSON.stringify(reply.data)).toBe('{"me":{"__proto__":"u"}}');
  });

  it('finds no field that the data only inherits', async () => {
    const reply = await run('{ me { constructor toString } }', { data: {} });

    expect(reply.data).toEqual({ me: { constructor: null, toString: null } });
  });

  it('puts a refusal in errors, with the shape of the platform', async () => {
    const reply = await execute(
      { query: '{ about { version } }', variables: {}, operationName: null },
      schemas[6],
      () => {
        throw new PlatformRefusal('AUTH_REQUIRED');
      },
    );

    expect(reply).toEqual({
      errors: [
        {
          message: 'You must be logged in to do this.',
          name: 'AUTH_REQUIRED',
          path: ['about'],
          extensions: {
            code: 'AUTH_REQUIRED',
            data: { http_status: 401, genre: 'TECHNICAL' },
          },
        },
      ],
      data: { about: null },
    });
  });

  it('nulls all data when the refused field may not be null', async () => {
    const reply = await execute(
      { query: '{ me { id } }', variables: {}, operationName: null },
      schemas[6],
      () => {
        throw new PlatformRefusal('AUTH_REQUIRED');
      },
    );

    expect(reply.data).toBeNull();
  });

  it.each([
    ['{ nothing }', 'Cannot query field "nothing" on type "Query".'],
    ['{ about { nothing } }', 'Cannot query field "nothing" on type "AppInfo".'],
    ['{ about }', 'must have a selection of subfields'],
    ['{ about { version { x } } }', 'must not have a selection'],
    ['{ about(x: 1) { version } }', 'Unknown argument "x" on field "Query.about".'],
    ['{ connector { id } }', 'argument "id" is required'],
    [
      'query Q($id: String!) { about { version } }',
      'Variable "$id" is never used in operation "Q".',
    ],
    ['{ connector(id: $id) { id } }', 'Variable "$id" is not defined.'],
    ['query Q($id: String) { connector(id: $id) { id } }', 'expecting type "String!"'],
    ['query Q($id: ID!) { connector(id: $id) { id } }', 'of type "ID!" used in position'],
    ['{ about { ...Gone } }', 'Unknown fragment "Gone".'],
    ['{ about { version } } fragment F on AppInfo { version }', 'Fragment "F" is never used.'],
    ['{ about { ...A } } fragment A on AppInfo { ...A }', 'within itself'],
    ['{ connector(id: 5) { id } }', 'String cannot represent a non string value: 5'],
    ['{ a: connectors { id } b: connectors { id } c: connectors { id } }', '(max: 2)'],
    [
      'mutation { a: workDelete(connectorId: "x") b: workDelete(connectorId: "y") }',
      'Allowed number of calls for Mutation->workDelete has been exceeded (max: 1)',
    ],
  ])('refuses %s', async (query, reason) => {
    const { name, message } = firstError(await run(query));

    expect(message).toContain(reason);
    expect(name).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('runs nothing of a document with one bad field', async () => {
    let calls = 0;

    await execute(
      { query: '{ about { version } nothing }', variables: {}, operationName: null },
      schemas[6],
      () => (calls += 1),
    );

    expect(calls).toBe(0);
  });

  it.each([
    [{}, 'of required type "RegisterConnectorInput!" was not provided'],
    [{ input: 'text' }, 'to be an object'],
    [{ input: { id: 'a', name: 'A' } }, 'Field "type" of required type "ConnectorType!"'],
    [{ input: { id: 'a', name: 'A', type: 'NONE' } }, 'does not exist in "ConnectorType" enum'],
    [{ input: { id: 'a', name: 1, type: 'STREAM' } }, 'String cannot represent'],
    [{ input: { id: 'a', name: 'A', type: 'STREAM', auto: 'yes' } }, 'Boolean cannot represent'],
    [{ input: { id: {}, name: 'A', type: 'STREAM' } }, 'ID cannot represent'],
    [JSON.parse('{"input":{"__proto__":{"x":1}}}') as object, 'Field "__proto__" is not defined'],
  ])('refuses the variables %j', async (variables, reason) => {
    const { name, message } = firstError(
      await run(
        'mutation R($input: RegisterConnectorInput!) { registerConnector(input: $input) { id } }',
        { variables: variables },
      ),
    );

    expect(message).toContain(reason);
    expect(name).toBe('BAD_USER_INPUT');
  });

  it('refuses a document that is not GraphQL', async () => {
    expect(firstError(await run('{ about {')).name).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('refuses introspection of the whole schema', async () => {
    expect(firstError(await run('{ __schema { types { name } } }')).name).toBe(
      'RESOURCE_NOT_FOUND',
    );
  });

  it('survives a document nested deeper than any stack', async () => {
    const query = `${'{ me '.repeat(20_000)}${'}'.repeat(20_000)}`;

    expect((await run(query)).errors).toHaveLength(1);
  });

  it('does not repeat a fragment that is spread again and again', async () => {
    const fragments = Array.from(
      { length: 40 },
      (_, n) => `fragment F${n} on User { ...F${n + 1} ...F${n + 1} }`,
    );
    const query = `{ me { ...F0 } } ${fragments.join(' ')} fragment F40 on User { id }`;

    expect(await run(query, { data: { id: 'u', entity_type: 'User' } })).toEqual({
      data: { me: { id: 'u' } },
    });
  });

  it('takes the operation that is named', async () => {
    const query = 'query A { a: about { version } } query B { b: about { version } }';

    const reply = await run(query, { operationName: 'B', data: { version: '1' } });

    expect(reply.data).toEqual({ b: { version: '1' } });
    expect(firstError(await run(query)).name).toBe('OPERATION_RESOLUTION_FAILURE');
  });
});

describe('the schema', () => {
  const probe = `query ApiCompatibility {
    registerConnectorInput: __type(name: "RegisterConnectorInput") { inputFields { name } }
    mutations: __type(name: "Mutation") { fields { name args { name } } }
  }`;
  const namesOf = (list: unknown): string[] => (list as { name: string }[]).map(({ name }) => name);

  it.each([
    [6, false],
    [7, true],
  ] as const)('shows of generation %d what it can do', async (generation, isNew) => {
    const { data } = await run(probe, { generation });

    const types = data as unknown as {
      registerConnectorInput: { inputFields: unknown };
      mutations: { fields: { name: string; args: unknown }[] };
    };
    const inputs = namesOf(types.registerConnectorInput.inputFields);
    const workAdd = types.mutations.fields.find(({ name }) => name === 'workAdd');
    expect(inputs).toContain('playbook_compatible');
    expect(inputs.includes('version') && inputs.includes('slug')).toBe(isNew);
    expect(inputs.includes('xtm_one_intent')).toBe(isNew);
    expect(namesOf(workAdd?.args).includes('isMultiPartWork')).toBe(isNew);
  });

  it('refuses in 6.9 what only 7 has', async () => {
    const multiPart = 'mutation { workAdd(connectorId: "a", isMultiPartWork: true) { id } }';
    const jwks = '{ connector(id: "a") { jwks } }';

    expect(firstError(await run(multiPart)).message).toContain('Unknown argument');
    expect(firstError(await run(jwks)).message).toContain('Cannot query field "jwks"');
    expect((await run(multiPart, { generation: 7 })).errors).toBeUndefined();
    expect((await run(jwks, { generation: 7 })).errors).toBeUndefined();
  });

  it('knows nothing of a type it does not describe', async () => {
    expect((await run('{ __type(name: "Malware") { name } }')).data).toEqual({ __type: null });
  });
});
