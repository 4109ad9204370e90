import { ConnectorState, Heartbeat } from '../../../src/platform/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { away, ScriptedQueries, type QueryScript } from '../../support/scripted-queries.js';

const echo: QueryScript = ({ variables }) => ({
  pingConnector: { connector_state: variables['state'] },
});
const fail: QueryScript = () => {
  throw away();
};

describe('Heartbeat', () => {
  const given = () => {
    const clock = new FakeClock();
    const log = new RecordingLog();
    const queries = new ScriptedQueries(echo);
    const state = new ConnectorState(queries, { id: 'c1', state: null }, log);
    const heartbeat = new Heartbeat(state, clock, log);

    return { clock, log, queries, state, heartbeat };
  };

  it('beats at once, then every 40 seconds', async () => {
    const { clock, queries, heartbeat } = given();

    heartbeat.start();
    await clock.advance(0);
    expect(queries.asked).toHaveLength(1);
    await clock.advance(39_999);
    expect(queries.asked).toHaveLength(1);
    await clock.advance(40_001);

    expect(queries.asked).toHaveLength(3);
    await heartbeat.stop();
  });

  it('begins only once', async () => {
    const { clock, queries, heartbeat } = given();

    heartbeat.start();
    heartbeat.start();
    await clock.advance(0);

    expect(queries.asked).toHaveLength(1);
    await heartbeat.stop();
  });

  it('ends with a last beat, and leaves no timer', async () => {
    const { clock, queries, heartbeat } = given();
    heartbeat.start();
    await clock.advance(0);

    await heartbeat.stop();

    expect(queries.asked).toHaveLength(2);
    expect(clock.pending).toBe(0);
    await clock.advance(100_000);
    expect(queries.asked).toHaveLength(2);
  });

  it('ends when it never began', async () => {
    const { queries, heartbeat } = given();

    await heartbeat.stop();

    expect(queries.asked).toHaveLength(0);
  });

  it('can begin again', async () => {
    const { clock, queries, heartbeat } = given();
    heartbeat.start();
    await heartbeat.stop();
    const before = queries.asked.length;

    heartbeat.start();
    await clock.advance(0);

    expect(queries.asked.length).toBe(before + 1);
    await heartbeat.stop();
  });

  it('goes on through failures, and shows them once', async () => {
    const { clock, log, queries, heartbeat } = given();
    queries.script = fail;
    heartbeat.start();
    await clock.advance(80_000);
    expect(queries.asked).toHaveLength(3);
    expect(heartbeat.isHealthy).toBe(false);

    queries.script = echo;
    await clock.advance(80_000);

    expect(heartbeat.isHealthy).toBe(true);
    expect(log.lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warn heartbeat failed',
      'info heartbeat recovered',
    ]);
    expect(log.lines[1]?.facts).toEqual({ missed: 3 });
    await heartbeat.stop();
  });

  it('carries on its way out what could not be saved before', async () => {
    const { clock, queries, state, heartbeat } = given();
    queries.script = fail;
    heartbeat.start();
    await clock.advance(0);
    await state.save({ page: 7 }).catch(() => undefined);
    queries.script = echo;

    await heartbeat.stop();

    expect(queries.asked.at(-1)?.variables['state']).toBe('{"page":7}');
  });

  it('does not fail when its last beat does', async () => {
    const { clock, queries, heartbeat } = given();
    heartbeat.start();
    await clock.advance(0);
    queries.script = fail;

    await expect(heartbeat.stop()).resolves.toBeUndefined();
  });

  it('waits for a beat that is under way: it may bring word of a reset', async () => {
    const { clock, queries, state, heartbeat } = given();
    const changes: string[] = [];
    state.changes.subscribe(change => changes.push(change));
    let answer = (): void => undefined;
    queries.script = () =>
      new Promise(resolve => {
        answer = () => resolve({ pingConnector: { connector_state: '' } });
      });
    heartbeat.start();
    await clock.advance(0);

    const stopped = heartbeat.stop();
    queries.script = echo;
    answer();
    await stopped;

    expect(changes).toEqual(['reset']);
  });

  it('gives up a beat that is under way when it is told to', async () => {
    const { clock, queries, heartbeat } = given();
    queries.script = ({ options }) =>
      new Promise((_resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(new Error('given up')));
      });
    heartbeat.start();
    await clock.advance(0);
    const abort = new AbortController();

    const stopped = heartbeat.stop(abort.signal);
    abort.abort();
    await stopped;

    expect(queries.asked).toHaveLength(1);
  });

  it('knows when it beat last', async () => {
    const { clock, heartbeat } = given();
    heartbeat.start();

    await clock.advance(40_000);

    expect(heartbeat.lastBeatAt?.toISOString()).toBe('2026-01-01T00:00:40.000Z');
    await heartbeat.stop();
  });
});
