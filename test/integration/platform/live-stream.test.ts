import type { LiveStreamOptions, StreamStart } from '../../../src/platform/index.js';
import { SseServer, cut, frame, open, refuse, type SseScript } from '../../support/sse-server.js';
import { StreamFollower } from '../../support/stream-follower.js';
import { until } from '../../support/until.js';

let server: SseServer;
let follower: StreamFollower;

async function follow(
  scripts: readonly SseScript[],
  options?: LiveStreamOptions,
  start?: StreamStart,
): Promise<void> {
  server = await SseServer.start(scripts);
  follower = new StreamFollower(server.url, options, start);
}

afterEach(async () => {
  await follower.close();
  await server.stop();
});

describe('live stream, what it asks for', () => {
  it('names the stream, its start and what is wanted in headers, recovery in the address', async () => {
    const recover = '2026-01-01T00:00:00Z';
    await follow([open(frame('1-0', 'heartbeat'))], { streamId: 'a/b' }, { from: '5-0', recover });

    await follower.take(1);

    expect(server.requests[0]?.url).toBe('/stream/a%2Fb?recover=2026-01-01T00%3A00%3A00Z');
    expect(server.requests[0]?.headers).toMatchObject({
      accept: 'text/event-stream',
      authorization: 'Bearer secret-token',
      'last-event-id': '5-0',
      'listen-delete': 'true',
      'no-dependencies': 'true',
      'with-inferences': 'false',
    });
  });

  it('asks for no recovery of the raw stream', async () => {
    const start = { from: '5-0', recover: '2026-01-01T00:00:00Z' };
    await follow([open(frame('1-0', 'heartbeat'))], { streamId: 'raw' }, start);

    await follower.take(1);

    expect(server.requests[0]?.url).toBe('/stream');
  });

  it('asks for no recovery once the stream is beyond its moment', async () => {
    const recover = '1970-01-01T00:00:10Z';
    const scripts = [cut(frame('10001-0', 'heartbeat')), open(frame('10002-0', 'create'))];
    await follow(scripts, { streamId: 'live' }, { from: '0-0', recover });

    const taken = follower.take(2);
    await follower.passPause();
    await taken;

    expect(server.requests.map(({ url }) => url)).toEqual([
      '/stream/live?recover=1970-01-01T00%3A00%3A10Z',
      '/stream/live',
    ]);
  });
});

describe('live stream, no recovery', () => {
  it('is not asked for again once OpenCTI has said that it does none', async () => {
    const recover = '2026-01-01T00:00:00Z';
    const none = 'event: no-recover\ndata: {}\n\n';
    const scripts = [cut(none, frame('5-0', 'heartbeat')), open(frame('6-0', 'create'))];
    await follow(scripts, { streamId: 'live' }, { from: '0-0', recover });

    const taken = follower.take(3);
    await follower.passPause();
    await taken;

    expect(server.requests.map(({ url }) => url)).toEqual([
      '/stream/live?recover=2026-01-01T00%3A00%3A00Z',
      '/stream/live',
    ]);
  });
});

describe('live stream, a refusal', () => {
  it.each([
    [401, 'PLATFORM_STREAM_REFUSED', 77],
    [403, 'PLATFORM_STREAM_FORBIDDEN', 77],
    [404, 'PLATFORM_STREAM_MISSING', 78],
    [200, 'PLATFORM_NOT_OPENCTI', 69],
    [302, 'PLATFORM_NOT_OPENCTI', 69],
    [400, 'PLATFORM_NOT_OPENCTI', 69],
  ])('ends it at the start: %i is %s', async (status, code, exitCode) => {
    await follow([refuse(status, { 'content-type': 'text/html' })]);

    await expect(follower.take(1)).rejects.toMatchObject({ code, exitCode });
    expect(server.requests).toHaveLength(1);
  });

  it('tells which streams need a user who passes every check', async () => {
    await follow([refuse(401)], { streamId: 'raw' });
    await expect(follower.take(1)).rejects.toMatchObject({
      details: { stream: 'raw', needsBypass: true },
    });
    await follower.close();
    await server.stop();

    await follow([refuse(401)], { streamId: 'f2d1' });
    await expect(follower.take(1)).rejects.toMatchObject({
      details: { stream: 'f2d1', needsBypass: false },
    });
  });

  it('is tried again five times when the stream was open before', async () => {
    await follow([cut(frame('1-0', 'heartbeat')), refuse(401)]);

    const taken = follower.take(2);
    taken.catch(() => undefined);
    for (let tries = 0; tries < 5; tries++) await follower.passPause();

    await expect(taken).rejects.toMatchObject({ code: 'PLATFORM_STREAM_REFUSED' });
    expect(server.requests).toHaveLength(6);
  });

  it('is waited for when somebody stopped the stream, every 30 seconds', async () => {
    await follow([refuse(410), refuse(410), open(frame('1-0', 'create'))]);

    const taken = follower.take(1);
    const pauses = [await follower.passPause(), await follower.passPause()];

    expect(pauses).toEqual([30_000, 30_000]);
    expect(await taken).toMatchObject([{ id: '1-0' }]);
    expect(follower.log.at('warn')).toEqual(['live stream is stopped, waiting for it']);
  });

  it.each([
    ['429 with a pause of its own', refuse(429, { 'retry-after': '17' }), 17_000, 17_000],
    ['a 500', refuse(500), 1, 5_000],
    ['a 503', refuse(503), 1, 5_000],
  ])('passes: %s', async (_what, script, atLeastMs, atMostMs) => {
    await follow([script, open(frame('1-0', 'create'))]);

    const taken = follower.take(1);
    const ms = await follower.passPause();

    expect(ms).toBeGreaterThanOrEqual(atLeastMs);
    expect(ms).toBeLessThanOrEqual(atMostMs);
    expect(await taken).toMatchObject([{ id: '1-0' }]);
    expect(follower.codes).toEqual(['PLATFORM_UNAVAILABLE']);
  });

  it('never tells the token', async () => {
    await follow([refuse(503), refuse(401)]);

    const taken = follower.take(1);
    taken.catch(() => undefined);
    await follower.passPause();
    const error: unknown = await taken.catch((thrown: unknown) => thrown);

    expect(`${String(error)} ${JSON.stringify(error)} ${follower.log.text}`).not.toContain(
      'secret-token',
    );
  });
});

describe('live stream, a connection that breaks', () => {
  it('is opened again when it falls silent, whatever was read of it', async () => {
    await follow([open(frame('1-0', 'heartbeat')), open(frame('2-0', 'create'))]);
    await follower.take(1);

    const taken = follower.take(1);
    await follower.clock.advance(45_000);
    await follower.passPause();

    expect(await taken).toMatchObject([{ id: '2-0' }]);
    expect(follower.codes).toEqual(['PLATFORM_STREAM_SILENT']);
    expect(server.positions).toEqual(['0-0', '1-0']);
  });

  it('stays open while heartbeats come', async () => {
    let beat: (() => void) | undefined;
    const script: SseScript = response => {
      open()(response);
      beat = () => response.write(': beat\n\n');
    };
    await follow([script]);

    void follower.take(1).catch(() => undefined);
    await until(() => beat !== undefined);
    for (let beats = 0; beats < 5; beats++) {
      beat?.();
      await follower.clock.advance(20_000);
    }

    expect(server.requests).toHaveLength(1);
    expect(follower.codes).toEqual([]);
  });

  it('gives an event that was cut once, after the next connection', async () => {
    const whole = frame('3-0', 'create', '{"whole":true}');
    const scripts = [
      cut(frame('1-0', 'create'), frame('2-0', 'heartbeat'), whole.slice(0, -9)),
      open(whole),
    ];
    await follow(scripts);

    const taken = follower.take(3);
    await follower.passPause();

    expect((await taken).map(({ id }) => id)).toEqual(['1-0', '2-0', '3-0']);
    expect(server.positions).toEqual(['0-0', '2-0']);
    expect(follower.codes).toEqual(['PLATFORM_UNREACHABLE']);
  });

  it('goes on before events that share a position, of which more may come', async () => {
    const scripts = [
      cut(frame('1-0', 'create'), frame('2-0', 'create'), frame('2-0', 'create', '2')),
      open(frame('2-0', 'create'), frame('2-0', 'create', '2'), frame('2-0', 'create', '3')),
    ];
    await follow(scripts);

    const taken = follower.take(6);
    await follower.passPause();
    await taken;

    expect(server.positions).toEqual(['0-0', '1-0']);
  });

  it('is opened again when the other side ends it, and pauses for as long as it was asked to', async () => {
    const ended: SseScript = response => {
      open('retry: 9000\n\n', frame('1-0', 'heartbeat'))(response);
      response.end();
    };
    await follow([ended, open(frame('2-0', 'create'))]);

    const taken = follower.take(2);
    const ms = await follower.passPause();

    expect(ms).toBe(9_000);
    expect(await taken).toHaveLength(2);
  });
});

describe('live stream, what it carries', () => {
  it('gives what is no JSON as it came, and goes on', async () => {
    await follow([open(frame('1-0', 'create', '{oops'), frame('2-0', 'create', '{}'))]);

    expect(await follower.take(2)).toEqual([
      { id: '1-0', name: 'create', text: '{oops' },
      { id: '2-0', name: 'create', text: '{}' },
    ]);
  });

  it('gives the beginning of an event that is too large, and goes on', async () => {
    const large = frame('1-0', 'create', 'x'.repeat(300_000));
    const options = { streamId: 'live', maxCharacters: 100_000 };
    await follow([open(large, frame('2-0', 'create'))], options);

    const [first, second] = await follower.take(2);

    expect(first).toMatchObject({ id: '1-0', name: 'create', isTooLarge: true });
    expect(first?.text.length).toBeLessThanOrEqual(65_536);
    expect(second).toEqual({ id: '2-0', name: 'create', text: '{}' });
  });

  it('takes nothing from the network while its consumer is busy, however long', async () => {
    const count = 640;
    let sent = 0;
    const script: SseScript = response => {
      open()(response);
      const data = JSON.stringify({ x: 'x'.repeat(100_000) });
      const write = (): void => {
        while (sent < count) if (!response.write(frame(`${++sent}-0`, 'create', data))) return;
      };
      response.on('drain', write);
      write();
    };
    await follow([script]);
    const first = await follower.take(1);

    await follower.clock.advance(3_600_000);
    let turns = 0;
    await until(() => ++turns > 1_000);
    const sentMeanwhile = sent;
    const rest = await follower.take(count - 1);

    expect(sentMeanwhile).toBeLessThan(count);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(
      Array.from({ length: count }, (_, index) => `${index + 1}-0`),
    );
    expect(server.requests).toHaveLength(1);
  });
});

describe('live stream, a stop', () => {
  it('ends it while it waits for bytes', async () => {
    await follow([open(frame('1-0', 'create'))]);
    await follower.take(1);

    const taken = follower.take(1);
    follower.abort();

    expect(await taken).toEqual([]);
    expect(follower.clock.pending).toBe(0);
  });

  it('ends it while it waits for the next try', async () => {
    await follow([refuse(410)]);

    const taken = follower.take(1);
    await follower.clock.sleeping(1, 44_000);
    follower.abort();

    expect(await taken).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });
});
