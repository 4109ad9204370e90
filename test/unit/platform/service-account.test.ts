import { Secret } from '../../../src/config/index.js';
import { PlatformError } from '../../../src/errors/index.js';
import {
  openServiceAccount,
  PlatformCapabilities,
  type PlatformQueries,
  type ServiceAccountOptions,
  type TokenClient,
  type TokenKeeper,
} from '../../../src/platform/index.js';
import { serviceAccountEmail } from '../../../src/platform/service-account-email.js';
import { RecordingLog } from '../../support/recording-log.js';
import { away, refused, ScriptedQueries } from '../../support/scripted-queries.js';

const EMAIL = 'bench-connector@connector.octi.filigran.io';
const six = new PlatformCapabilities({ version: '6.9.17', generation: 6 });
const seven = new PlatformCapabilities({
  version: '7.1.0',
  generation: 7,
  features: ['namedTokens'],
});

/** An OpenCTI with users, and the tokens that it takes. */
class PlatformWithUsers extends ScriptedQueries implements TokenClient {
  hasGroup = true;
  hasUser = true;
  refusesToCreate: Error | undefined;
  tokens = [{ id: 't0', name: 'other' }];
  accepted = new Map<string, string>();
  closed = 0;

  constructor() {
    super(({ operation, variables }) => this.answer(operation, variables));
  }

  withToken(token: Secret): PlatformQueries & { close(): Promise<void> } {
    const own = new ScriptedQueries(() => {
      const id = this.accepted.get(token.reveal());
      if (id === 'away') throw away();
      if (id) return { me: { id } };
      const facts = { url: 'http://opencti.example', characters: 6, isApplicant: false };
      throw new PlatformError('PLATFORM_TOKEN_REFUSED', facts);
    });

    return Object.assign(own, {
      close: async () => {
        this.closed += 1;
      },
    });
  }

  private answer(operation: string, variables: Readonly<Record<string, unknown>>): unknown {
    const user = { id: 'u1', user_email: EMAIL, name: '[C] Bench Connector' };
    switch (operation) {
      case 'Groups':
        return {
          groups: { edges: this.hasGroup ? [{ node: { id: 'g1', name: 'Connectors' } }] : [] },
        };
      case 'UserList':
        return { users: { edges: this.hasUser ? [{ node: user }] : [] } };
      case 'UserAdd':
        if (this.refusesToCreate) {
          this.hasUser = true;
          throw this.refusesToCreate;
        }
        return { userAdd: user };
      case 'UserRead':
        return { user: { id: 'u1', api_token: 'one-token', api_tokens: this.tokens } };
      case 'UserAdminTokenAdd': {
        const { input } = variables as { input: { name: string } };
        const id = `t${this.tokens.length}`;
        this.tokens = [...this.tokens, { id, name: input.name }];
        return { userAdminTokenAdd: { token_id: id, plaintext_token: `secret-${id}` } };
      }
      case 'UserAdminTokenRevoke':
        this.tokens = this.tokens.filter(({ id }) => id !== variables['id']);
        return { userAdminTokenRevoke: variables['id'] };
    }
    throw new Error(`not expected: ${operation}`);
  }
}

const keeperOf = (kept?: string): TokenKeeper & { written: string[] } => {
  const written: string[] = [];

  return {
    written,
    read: async () => (kept === undefined ? undefined : new Secret(kept)),
    write: async token => void written.push(token.reveal()),
  };
};

describe('openServiceAccount', () => {
  let platform: PlatformWithUsers;
  let log: RecordingLog;

  beforeEach(() => {
    platform = new PlatformWithUsers();
    log = new RecordingLog();
  });

  const open = (capabilities: PlatformCapabilities, more: Partial<ServiceAccountOptions> = {}) =>
    openServiceAccount(platform, capabilities, log, {
      connectorName: 'Bench Connector',
      instance: 'host-1',
      ...more,
    });

  it('uses the account that there is, and its one token', async () => {
    const account = await open(six);

    expect(account?.user.id).toBe('u1');
    expect(account?.token.reveal()).toBe('one-token');
    expect(platform.operations).toEqual(['Groups', 'UserList', 'UserRead']);
  });

  it('makes the account that is missing', async () => {
    platform.hasUser = false;

    await open(six, { maxConfidence: 80 });

    expect(
      platform.asked.find(({ operation }) => operation === 'UserAdd')?.variables,
    ).toMatchObject({
      input: {
        name: '[C] Bench Connector',
        user_email: EMAIL,
        groups: ['g1'],
        user_confidence_level: { max_confidence: 80 },
      },
    });
  });

  it('takes the account that another process made at the same moment', async () => {
    platform.hasUser = false;
    platform.refusesToCreate = refused('FUNCTIONAL_ERROR', 'User already exists');

    await expect(open(six)).resolves.toMatchObject({ user: { id: 'u1' } });
  });

  it('fails when it may not make one', async () => {
    platform.hasUser = false;
    platform.refusesToCreate = new PlatformError('PLATFORM_FORBIDDEN', {
      url: 'http://opencti.example',
      operation: 'UserAdd',
    });

    await expect(open(six)).rejects.toMatchObject({ code: 'PLATFORM_FORBIDDEN' });
  });

  it('has none where there is no group for it, and says so', async () => {
    platform.hasGroup = false;

    await expect(open(six)).resolves.toBeUndefined();
    expect(log.at('warn')).toEqual(['no service account: the platform has no such group']);
  });

  describe('where users have several tokens', () => {
    it('uses the one that is kept as long as it is taken', async () => {
      platform.accepted.set('kept', 'u1');
      const keeper = keeperOf('kept');

      const account = await open(seven, { keeper });

      expect(account?.token.reveal()).toBe('kept');
      expect(platform.tokens).toEqual([{ id: 't0', name: 'other' }]);
      expect(keeper.written).toEqual([]);
      expect(platform.closed).toBe(1);
    });

    it.each([
      ['nothing is kept', undefined],
      ['the kept one is refused', 'revoked'],
      ["the kept one is somebody else's", 'foreign'],
    ])('makes one when %s', async (_what, kept) => {
      platform.accepted.set('foreign', 'u2');
      const keeper = keeperOf(kept);

      const account = await open(seven, { keeper });

      expect(account?.token.reveal()).toBe('secret-t1');
      expect(keeper.written).toEqual(['secret-t1']);
      expect(platform.closed).toBe(kept === undefined ? 0 : 1);
    });

    it('ends its own earlier token, and no other', async () => {
      const own = 'octiflow connector (host-1)';
      platform.tokens = [
        { id: 't0', name: 'other' },
        { id: 't1', name: 'octiflow connector (host-2)' },
        { id: 't2', name: own },
      ];

      await open(seven);

      expect(platform.tokens).toEqual([
        { id: 't0', name: 'other' },
        { id: 't1', name: 'octiflow connector (host-2)' },
        { id: 't3', name: own },
      ]);
    });

    it('does not end a token before the new one is kept', async () => {
      platform.tokens = [{ id: 't0', name: 'octiflow connector (host-1)' }];
      const keeper = {
        read: async () => undefined,
        write: async () => Promise.reject(new Error('disk full')),
      };

      await expect(open(seven, { keeper })).rejects.toThrow('disk full');

      expect(platform.tokens.map(({ id }) => id)).toContain('t0');
    });

    it('does not take a platform that is away for a refusal', async () => {
      platform.accepted.set('kept', 'away');

      await expect(open(seven, { keeper: keeperOf('kept') })).rejects.toMatchObject({
        code: 'PLATFORM_UNREACHABLE',
      });
      expect(platform.tokens).toHaveLength(1);
      expect(platform.closed).toBe(1);
    });
  });

  it('writes no token into the log', async () => {
    await open(six);
    await open(seven);

    expect(log.text).not.toMatch(/one-token|secret-/);
  });
});

describe('serviceAccountEmail', () => {
  const local = (name: string): string | undefined => serviceAccountEmail(name).split('@')[0];

  it.each([
    ['CISA KEV', 'cisa-kev'],
    ['  MITRE ATT&CK! ', 'mitre-att-ck'],
    ['john@doe', 'john-doe'],
    ['a.b_c+d-e', 'a.b_c+d-e'],
    ['a -- b', 'a-b'],
    ['x\r\nBcc: y', 'x-bcc-y'],
  ])('makes of %j %s', (name, expected) => {
    expect(local(name)).toBe(expected);
  });

  it('tells names without any letter of an address apart', () => {
    expect(local('日本')).toMatch(/^connector-[0-9a-f]{12}$/);
    expect(local('日本')).not.toBe(local('中国'));
  });
});
