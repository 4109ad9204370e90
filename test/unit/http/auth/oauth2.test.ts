import { Secret } from '../../../../src/config/index.js';
import {
  HttpReply,
  oauth2,
  type HttpOptions,
  type OAuth2Options,
} from '../../../../src/http/index.js';
import { FakeClock } from '../../../../src/testing/index.js';
import { deferred } from '../../../support/deferred.js';

const tokenUrl = 'https://login.example/token';
const request = { method: 'GET', url: new URL('https://a.example/'), headers: {} };

const reply = (status: number, body: unknown): HttpReply =>
  new HttpReply(new URL(tokenUrl), {
    status,
    headers: {},
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });

describe('oauth2', () => {
  let clock: FakeClock;
  let sent: { url: string; options: HttpOptions }[];
  let answer: () => Promise<HttpReply>;

  beforeEach(() => {
    clock = new FakeClock();
    sent = [];
    answer = async () =>
      reply(200, { access_token: `t${sent.length}`, token_type: 'Bearer', expires_in: 3_600 });
  });

  const tools = {
    now: () => clock.now(),
    send: (url: string, options: HttpOptions) => {
      sent.push({ url, options });
      return answer();
    },
  };
  const auth = (more: Partial<OAuth2Options> = {}) => {
    const options = { tokenUrl, clientId: 'me', clientSecret: new Secret('s3cret:&'), ...more };
    return oauth2(options);
  };
  const token = async (from: ReturnType<typeof auth>) =>
    (await from.credentials?.(request, tools))?.headers?.['authorization'];

  it('asks for a token by client credentials', async () => {
    await expect(token(auth({ scope: 'a b', form: { audience: 'x' } }))).resolves.toBe('Bearer t1');

    expect(sent[0]?.url).toBe(tokenUrl);
    expect(sent[0]?.options.body).toBe('grant_type=client_credentials&scope=a+b&audience=x');
    expect(sent[0]?.options.headers?.['authorization']).toBe(
      `Basic ${Buffer.from('me:s3cret%3A%26').toString('base64')}`,
    );
  });

  it('puts id and secret into the form when told to', async () => {
    await token(auth({ sendIn: 'form' }));

    expect(sent[0]?.options.body).toContain('client_id=me&client_secret=s3cret%3A%26');
    expect(sent[0]?.options.headers).not.toHaveProperty('authorization');
  });

  it('keeps a token until shortly before it ends', async () => {
    const kept = auth();
    await token(kept);
    await clock.advance(3_569_000);
    await expect(token(kept)).resolves.toBe('Bearer t1');

    await clock.advance(1_000);

    await expect(token(kept)).resolves.toBe('Bearer t2');
  });

  it('asks once for all who need a token at the same time', async () => {
    const gate = deferred<HttpReply>();
    answer = () => gate.promise;
    const kept = auth();
    const all = Promise.all([token(kept), token(kept), token(kept)]);

    gate.resolve(reply(200, { access_token: 't' }));

    await expect(all).resolves.toEqual(['Bearer t', 'Bearer t', 'Bearer t']);
    expect(sent).toHaveLength(1);
  });

  it('asks again after a failure', async () => {
    const kept = auth();
    answer = () => Promise.reject(new Error('away'));
    await expect(token(kept)).rejects.toThrow('away');

    answer = async () => reply(200, { access_token: 't' });

    await expect(token(kept)).resolves.toBe('Bearer t');
  });

  it('throws a refused token away once, however many bring the news', async () => {
    const kept = auth();
    const used = await kept.credentials?.(request, tools);

    expect(kept.refused?.(used ?? {})).toBe(true);
    await token(kept);
    expect(kept.refused?.(used ?? {})).toBe(true);

    await expect(token(kept)).resolves.toBe('Bearer t2');
    expect(sent).toHaveLength(2);
  });

  it.each([
    [400, { error: 'invalid_client' }, 'it answered invalid_client'],
    [401, { error: 'the secret s3cret is wrong' }, 'it answered 401'],
    [401, null, 'it answered 401'],
    [200, {}, 'holds no access_token'],
    [200, { access_token: 7 }, 'holds no access_token'],
    [200, { access_token: 't', token_type: 'mac' }, 'type mac'],
  ])('fails on %d %j', async (status, body, said) => {
    answer = async () => reply(status, body);

    await expect(token(auth())).rejects.toMatchObject({
      code: 'HTTP_TOKEN',
      exitCode: 77,
      message: expect.stringContaining(said),
    });
  });

  it.each(['http://login.example/token', 'ftp://x/', 'nonsense'])(
    'does not send the secret to %s',
    async url => {
      await expect(token(auth({ tokenUrl: url }))).rejects.toMatchObject({ code: 'HTTP_OPTION' });
      expect(sent).toEqual([]);
    },
  );

  it.each([['3600'], [3_600]])('takes %j for the seconds of a life', async seconds => {
    answer = async () => reply(200, { access_token: `t${sent.length}`, expires_in: seconds });
    const kept = auth();
    await token(kept);

    await clock.advance(3_000_000);

    await expect(token(kept)).resolves.toBe('Bearer t1');
  });
});
