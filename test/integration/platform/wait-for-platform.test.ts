import { Secret } from '../../../src/config/index.js';
import { PlatformClient, waitForPlatform, type WaitOptions } from '../../../src/platform/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import type { Answer } from '../../road/scripted-server.js';
import { data, errors, graphqlServer, type GraphqlServer } from '../../support/graphql-server.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply, silence } from '../../support/replies.js';

const ready = data({ about: { version: '6.9.17' } });

describe('waitForPlatform', () => {
  let server: GraphqlServer;
  let client: PlatformClient;
  let clock: FakeClock;
  let log: RecordingLog;

  beforeEach(async () => {
    server = await graphqlServer(ready);
    clock = new FakeClock();
    log = new RecordingLog();
    client = new PlatformClient(
      { url: server.url, token: new Secret('token'), userAgent: 'x' },
      clock,
      log,
    );
  });
  afterEach(async () => {
    await client.close();
    await server.stop();
    expect(clock.pending).toBe(0);
  });

  const wait = (options?: WaitOptions): Promise<string> =>
    waitForPlatform(client, clock, log, options);

  /** Moves the clock from pause to pause until the promise has settled. */
  const untilSettled = async <T>(promise: Promise<T>): Promise<T> => {
    let isSettled = false;
    const settled = (): void => void (isSettled = true);
    promise.then(settled, settled);
    while (!isSettled) {
      const next = clock.nextInMs ?? Infinity;
      await clock.advance(next <= 10_000 ? next : 0);
    }

    return promise;
  };

  it('says nothing when OpenCTI is there', async () => {
    await expect(wait()).resolves.toBe('6.9.17');
    expect(log.at('info')).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['a gateway without OpenCTI behind it', reply(502, { 'content-type': 'text/html' }, '<html>')],
    ['an OpenCTI that starts', reply(503)],
    ['a connection that is cut', (_request, response) => response.socket?.destroy()],
  ])('waits for %s, and says so once', async (_what, down) => {
    server.answer = inTurn(down, down, down, ready);

    await expect(untilSettled(wait())).resolves.toBe('6.9.17');

    expect(log.at('info')).toEqual(['waiting for the platform', 'platform ready']);
    expect(log.lines.find(({ level }) => level === 'info')?.facts).toMatchObject({
      url: server.url,
      forMs: 300_000,
    });
  });

  it('waits for one that accepts connections and stays silent', async () => {
    server.answer = inTurn(silence, ready);
    const waited = wait();
    while (server.asked.length === 0) await clock.advance(0);

    await clock.advance(30_000);

    await expect(untilSettled(waited)).resolves.toBe('6.9.17');
  });

  it('gives up after five minutes', async () => {
    server.answer = reply(503);

    await expect(untilSettled(wait())).rejects.toMatchObject({
      code: 'PLATFORM_UNREACHABLE',
      exitCode: 69,
    });

    expect(clock.monotonic()).toBeGreaterThan(280_000);
    expect(clock.monotonic()).toBeLessThanOrEqual(300_000);
  });

  it('tries once when there is no time', async () => {
    server.answer = reply(503);

    await expect(wait({ deadlineMs: 0 })).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
    expect(server.asked).toHaveLength(1);
  });

  it.each<[string, Answer, string]>([
    [
      'the token is refused',
      errors({ code: 'AUTH_REQUIRED', message: 'no' }),
      'PLATFORM_TOKEN_REFUSED',
    ],
    ['something else answers', reply(200, {}, '<html>'), 'PLATFORM_NOT_OPENCTI'],
  ])('does not wait when %s', async (_what, answer, code) => {
    server.answer = answer;

    await expect(wait()).rejects.toMatchObject({ code });
    expect(server.asked).toHaveLength(1);
  });

  it('ends when it is told to stop', async () => {
    server.answer = reply(503);
    const abort = new AbortController();
    const outcome = expect(wait({ signal: abort.signal })).rejects.toThrow('stopped');
    await clock.sleeping(1, 10_000);

    abort.abort(new Error('stopped'));

    await outcome;
  });
});
