import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { On, OnBatch, Stream, type StreamEvent } from '../../../src/connectors/index.js';
import { FatalError, RetryableError, SkippableError } from '../../../src/errors/index.js';
import type { StopSwitch } from '../../../src/runtime/index.js';
import { Sandbox } from '../../../src/sandbox/index.js';
import type { Indicator } from '../../../src/stix/index.js';
import { TcpProxy } from '../../network/tcp-proxy.js';
import { CONNECTOR_ID, FastClock, runOnce } from '../../road/run-connector.js';
import { deferred } from '../../support/deferred.js';
import { until } from '../../support/until.js';

let sandbox: Sandbox;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'octiflow-stream-'));
  sandbox = await Sandbox.start({ heartbeatMs: 20 });
});

afterEach(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

function indicator(n: number, entity = n): { type: 'create'; data: Record<string, unknown> } {
  const id = `indicator--00000000-0000-4000-8000-${String(entity).padStart(12, '0')}`;

  return { type: 'create', data: { type: 'indicator', id, name: String(n) } };
}

function place(url = sandbox.url): { url: string; token: string } {
  return { url, token: sandbox.token };
}

const env = (): Record<string, string> => ({
  CONNECTOR_QUEUE_PROTOCOL: 'api',
  CONNECTOR_LIVE_STREAM_ID: 'live',
  CONNECTOR_LIVE_STREAM_RECOVER_ISO_DATE: 'none',
  CONNECTOR_STORE_PATH: folder,
});

function savedPosition(): unknown {
  const { state } = sandbox.connectors().find(({ id }) => id === CONNECTOR_ID) ?? {};

  return (state as { start_from?: unknown } | undefined)?.start_from;
}

describe('a stream connector', () => {
  it('handles what there is once, saves where it was, and goes on from there', async () => {
    const seen: string[] = [];
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create', 'Indicator')
      take({ entity }: StreamEvent<Indicator>): void {
        seen.push(entity.name ?? '');
      }
    }
    const ids = sandbox.stream.emit([1, 2, 3].map(n => indicator(n)));

    const first = await runOnce(Sink, place(), { env: env() });
    sandbox.stream.emit([indicator(4)]);
    const second = await runOnce(Sink, place(), { env: env() });

    expect(first.error).toBeUndefined();
    expect(first.report.events).toMatchObject({ received: 3, handled: 3, outcome: 'ok' });
    expect(Number.parseInt(String(first.report.events?.position), 10)).toBeGreaterThanOrEqual(
      Number.parseInt(String(ids[2]), 10),
    );
    expect(seen).toEqual(['1', '2', '3', '4']);
    expect(second.report.events).toMatchObject({ received: 1 });
  });

  it('never saves a position beyond an event that is not done', async () => {
    const release = deferred();
    const done: string[] = [];
    @Stream({ name: 'Sink', concurrency: 4 })
    class Sink {
      @On('create', 'Indicator')
      async take({ entity }: StreamEvent<Indicator>): Promise<void> {
        if (entity.name === '2') await release.promise;
        done.push(entity.name ?? '');
      }
    }
    const ids = sandbox.stream.emit([1, 2, 3, 4].map(n => indicator(n)));
    const running = runOnce(Sink, place(), { env: env() });
    await until(() => done.length === 3 && savedPosition() === ids[0]);

    release.resolve();
    const { error } = await running;

    expect(error).toBeUndefined();
    expect(done).toEqual(['1', '3', '4', '2']);
    expect(savedPosition()).not.toBe(ids[0]);
  });

  it('keeps the order of an entity while others go on', async () => {
    const seen: string[] = [];
    @Stream({ name: 'Sink', concurrency: 8 })
    class Sink {
      @On('create')
      async take({ entity }: StreamEvent): Promise<void> {
        await new Promise(resolve => setImmediate(resolve));
        seen.push((entity as Indicator).name ?? '');
      }
    }
    sandbox.stream.emit(Array.from({ length: 40 }, (_, n) => indicator(n, n % 4)));

    await runOnce(Sink, place(), { env: env() });

    for (const lane of [0, 1, 2, 3]) {
      const own = seen.map(Number).filter(n => n % 4 === lane);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
    expect(seen).toHaveLength(40);
  });

  it('tries again, then puts an event into the dead-letter file and goes on', async () => {
    let tries = 0;
    @Stream({ name: 'Sink', retries: 2 })
    class Sink {
      @On('create', 'Indicator')
      take({ entity }: StreamEvent<Indicator>): void {
        if (entity.name !== '1') return;
        tries += 1;
        throw new RetryableError('the sink answered 500', { afterMs: 1 });
      }
    }
    sandbox.stream.emit([indicator(1), indicator(2)]);

    const { report, error } = await runOnce(Sink, place(), { env: env() });
    const file = await readFile(join(folder, `${CONNECTOR_ID}.dead-letters.ndjson`), 'utf8');
    const letter = JSON.parse(file) as { code: string; attempts: number; text: string };

    expect(error).toBeUndefined();
    expect(tries).toBe(3);
    expect(report.events).toMatchObject({ handled: 1, deadLettered: 1, outcome: 'partial' });
    expect(letter).toMatchObject({ event: 'create', code: 'SOURCE_RETRY', attempts: 3 });
    expect(JSON.parse(letter.text)).toMatchObject({ data: { name: '1' } });
  });

  it('leaves out what is skipped, and ends where a human must act', async () => {
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create', 'Indicator')
      take({ entity }: StreamEvent<Indicator>): void {
        if (entity.name === '1') throw new SkippableError('not for us');
        throw new FatalError('the licence has expired');
      }
    }
    const ids = sandbox.stream.emit([indicator(1), indicator(2)]);

    const { report, error } = await runOnce(Sink, place(), { env: env() });

    expect(error).toMatchObject({ code: 'SOURCE_FATAL' });
    expect(report.events).toMatchObject({ skipped: 1, handled: 0 });
    expect(savedPosition()).toBe(ids[0]);
  });

  it('puts what holds no entity into the dead-letter file', async () => {
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create')
      take(): void {}
    }
    sandbox.stream.emit([{ type: 'create', data: { nothing: true } }, indicator(2)]);

    const { report } = await runOnce(Sink, place(), { env: env() });

    expect(report.events).toMatchObject({ handled: 1, deadLettered: 1 });
    expect(report.events?.errors).toMatchObject([{ code: 'STREAM_EVENT_MALFORMED' }]);
  });

  it('gathers batches by size, and hands over the rest', async () => {
    const sizes: number[] = [];
    @Stream({ name: 'Sink' })
    class Sink {
      @OnBatch({ size: 4, within: 'PT1H' })
      push(events: readonly StreamEvent[]): Promise<void> {
        sizes.push(events.length);
        return Promise.resolve();
      }
    }
    sandbox.stream.emit(Array.from({ length: 10 }, (_, n) => indicator(n)));

    const { report } = await runOnce(Sink, place(), { env: env() });

    expect(sizes).toEqual([4, 4, 2]);
    expect(report.events).toMatchObject({ handled: 10 });
  });

  it('goes on where it was when the connection is cut inside of an event', async () => {
    const seen = new Set<string>();
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create', 'Indicator')
      take({ entity }: StreamEvent<Indicator>): void {
        if (seen.size === 3) proxy.cut();
        seen.add(entity.name ?? '');
      }
    }
    const { port } = new URL(sandbox.url);
    const proxy = await TcpProxy.start({ port: Number(port) });
    proxy.cutAfter(40_000, 'down');
    const events = Array.from({ length: 200 }, (_, n) => indicator(n));
    sandbox.stream.emit(events);

    const url = `http://127.0.0.1:${proxy.port}`;
    const { error } = await runOnce(Sink, place(url), { env: env() });
    await proxy.stop();

    expect(error).toBeUndefined();
    expect(seen.size).toBe(200);
  });

  it('begins again where the settings say when its state is reset, without ending', async () => {
    const seen: string[] = [];
    let stop: StopSwitch | undefined;
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create', 'Indicator')
      take({ entity }: StreamEvent<Indicator>): void {
        seen.push(entity.name ?? '');
      }
    }
    sandbox.stream.emit([indicator(1), indicator(2)]);
    const running = runOnce(Sink, place(), {
      env: env(),
      once: false,
      clock: new FastClock(),
      stop: given => (stop = given),
    });
    await until(() => seen.length === 2);

    await sandbox.resetState(CONNECTOR_ID);
    await until(() => seen.length === 4);
    stop?.stop('the test is over');
    const { error } = await running;

    expect(error).toBeUndefined();
    expect(seen).toEqual(['1', '2', '1', '2']);
  });

  it('waits for a stream that is stopped, and goes on when it is started', async () => {
    const seen: string[] = [];
    let stop: StopSwitch | undefined;
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create', 'Indicator')
      take({ entity }: StreamEvent<Indicator>): void {
        seen.push(entity.name ?? '');
      }
    }
    const id = randomUUID();
    sandbox.stream.add({ id, name: 'Indicators' });
    sandbox.stream.stop(id);
    const running = runOnce(Sink, place(), {
      env: { ...env(), CONNECTOR_LIVE_STREAM_ID: id },
      once: false,
      stop: given => (stop = given),
    });
    sandbox.stream.emit([indicator(1)]);
    await until(() => sandbox.connectors().length === 1);

    sandbox.stream.start(id);
    await until(() => seen.length === 1);
    stop?.stop('the test is over');

    expect((await running).error).toBeUndefined();
  });

  it('says what to do about a stream that it may not read', async () => {
    @Stream({ name: 'Sink' })
    class Sink {
      @On('create')
      take(): void {}
    }

    const { error } = await runOnce(Sink, place(), {
      env: { ...env(), CONNECTOR_LIVE_STREAM_ID: randomUUID() },
    });

    expect(error).toMatchObject({ code: 'PLATFORM_STREAM_REFUSED', exitCode: 77 });
    expect(error?.fix).toContain('CONNECTOR_LIVE_STREAM_ID');
  });
});
