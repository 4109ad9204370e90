import { inspect } from 'node:util';
import { Users, where } from '../../../src/platform/index.js';
import { ScriptedQueries, type QueryScript } from '../../support/scripted-queries.js';

const usersWith = (script: QueryScript) => {
  const queries = new ScriptedQueries(script);

  return { queries, users: new Users(queries) };
};

describe('Users', () => {
  describe('me', () => {
    const me = (...names: string[]) => ({
      me: {
        id: 'u1',
        user_email: 'c@example.org',
        name: 'Connector',
        capabilities: names.map(name => ({ name })),
        effective_confidence_level: { max_confidence: 75 },
      },
    });

    it('tells who the token belongs to', async () => {
      const { users } = usersWith(() => me('CONNECTORAPI'));

      const user = await users.me();

      expect(user).toMatchObject({
        id: 'u1',
        email: 'c@example.org',
        name: 'Connector',
        maxConfidence: 75,
      });
      expect([...user.capabilities]).toEqual(['CONNECTORAPI']);
    });

    it.each([
      ['CONNECTORAPI', true],
      ['KNOWLEDGE', true],
      ['KNOWLEDGE_KNUPDATE', true],
      ['MODULES', true],
      ['SETTINGS_SETACCESSES', false],
      ['BYPASS', false],
    ])('knows whether it may do %s', async (capability, isAllowed) => {
      const names = ['CONNECTORAPI', 'KNOWLEDGE_KNUPDATE_KNDELETE', 'MODULES_MODMANAGE'];
      const { users } = usersWith(() => me(...names));

      const user = await users.me();

      expect(user.can(capability)).toBe(isAllowed);
    });

    it('may do everything with BYPASS', async () => {
      const { users } = usersWith(() => me('BYPASS'));

      const user = await users.me();

      expect(user.missing(['CONNECTORAPI', 'SETTINGS_SETACCESSES'])).toEqual([]);
    });

    it('names what is missing', async () => {
      const { users } = usersWith(() => me('KNOWLEDGE'));

      const user = await users.me();

      expect(user.missing(['CONNECTORAPI', 'KNOWLEDGE', 'MODULES'])).toEqual([
        'CONNECTORAPI',
        'MODULES',
      ]);
    });

    it('does with an id alone', async () => {
      const { users } = usersWith(() => ({ me: { id: 'u1' } }));

      const user = await users.me();

      expect(user).toMatchObject({ name: '', email: null, maxConfidence: null });
      expect(user.can('CONNECTORAPI')).toBe(false);
    });

    it.each([[{}], [{ me: null }], [{ me: { id: 'u1', capabilities: [{ name: 5 }] } }]])(
      'fails on the answer %j',
      async answer => {
        const { users } = usersWith(() => answer);

        await expect(users.me()).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
      },
    );
  });

  it('finds the group of exactly a name', async () => {
    const nodes = ['Connectors 2', 'Connectors'].map((name, index) => ({
      node: { id: `g${index}`, name },
    }));
    const { queries, users } = usersWith(() => ({ groups: { edges: nodes } }));

    await expect(users.findGroup('Connectors')).resolves.toEqual({ id: 'g1', name: 'Connectors' });
    await expect(users.findGroup('Connector')).resolves.toBeUndefined();
    expect(queries.asked[0]?.variables).toMatchObject({ filters: where('name', 'Connectors') });
  });

  it('finds the user of exactly an address, even where the filter is not obeyed', async () => {
    const nodes = ['admin@opencti.io', 'X@connector.octi.filigran.io'].map((email, index) => ({
      node: { id: `u${index}`, user_email: email, name: 'n' },
    }));
    const { users } = usersWith(() => ({ users: { edges: nodes } }));

    await expect(users.findByEmail('x@connector.octi.filigran.io')).resolves.toMatchObject({
      id: 'u1',
    });
    await expect(users.findByEmail('y@connector.octi.filigran.io')).resolves.toBeUndefined();
  });

  it('creates a service account that nobody can log in to', async () => {
    const { queries, users } = usersWith(() => ({
      userAdd: { id: 'u1', user_email: 'x@example.org', name: '[C] X' },
    }));

    await users.createServiceAccount({
      name: '[C] X',
      email: 'x@example.org',
      groupIds: ['g1'],
      maxConfidence: 50,
    });

    expect(queries.asked[0]?.variables).toEqual({
      input: {
        name: '[C] X',
        user_email: 'x@example.org',
        password: expect.stringMatching(/^[\w-]{64}$/),
        groups: ['g1'],
        user_confidence_level: { max_confidence: 50, overrides: [] },
        user_service_account: true,
      },
    });
  });

  it('never shows a token', async () => {
    const { users } = usersWith(({ operation }) =>
      operation === 'UserRead'
        ? { user: { id: 'u1', api_token: 's3cret' } }
        : { userAdminTokenAdd: { token_id: 't1', plaintext_token: 's3cret' } },
    );

    const read = await users.readToken('u1');
    const added = await users.addToken('u1', 'mine');

    expect(read?.reveal()).toBe('s3cret');
    expect(added.token.reveal()).toBe('s3cret');
    expect(inspect({ read, added }, { depth: 9 })).not.toContain('s3cret');
    expect(JSON.stringify({ read, added })).not.toContain('s3cret');
  });

  it.each([[{ user: null }], [{ user: { id: 'u1', api_token: null } }], [{}]])(
    'reads no token in %j',
    async answer => {
      const { users } = usersWith(() => answer);

      await expect(users.readToken('u1')).resolves.toBeUndefined();
    },
  );

  it.each([[{ user: null }], [{ user: { api_tokens: null } }]])(
    'lists no tokens in %j',
    async answer => {
      const { users } = usersWith(() => answer);

      await expect(users.listTokens('u1')).resolves.toEqual([]);
    },
  );
});
