import { HttpError } from '../../../../src/errors/index.js';
import { CircuitBreaker } from '../../../../src/http/gates/circuit-breaker.js';
import { throughGates } from '../../../../src/http/gates/gate.js';
import { FakeClock } from '../../../../src/testing/index.js';
import { RecordingLog } from '../../../support/recording-log.js';

const url = 'https://a.example/';
const unavailable = (status?: number): HttpError =>
  new HttpError('HTTP_UNAVAILABLE', { url, reason: 'x', status, isSent: true });

describe('CircuitBreaker', () => {
  let clock: FakeClock;
  let breaker: CircuitBreaker;
  let sent: number;

  beforeEach(() => {
    clock = new FakeClock();
    breaker = new CircuitBreaker(
      { failures: 3, pauseMs: 1_000 },
      { clock, log: new RecordingLog() },
    );
    sent = 0;
  });

  const request = (outcome?: Error): Promise<string> =>
    throughGates([breaker], { where: url, signal: new AbortController().signal }, async () => {
      sent += 1;
      if (outcome !== undefined) throw outcome;
      return 'answer';
    });

  const fail = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++) await request(unavailable(503)).catch(() => undefined);
  };

  it('sends nothing after failures in a row, and says when it will', async () => {
    await fail(3);

    await expect(request()).rejects.toMatchObject({
      code: 'HTTP_CIRCUIT_OPEN',
      recovery: 'retry',
      details: { failures: 3, afterMs: 1_000 },
    });
    expect(sent).toBe(3);
  });

  it('counts anew after a success', async () => {
    await fail(2);
    await request();
    await fail(2);

    await expect(request()).resolves.toBe('answer');
  });

  it('lets one request through after the pause, and all when that succeeds', async () => {
    await fail(3);
    await clock.advance(1_000);

    await expect(request()).resolves.toBe('answer');
    await expect(request()).resolves.toBe('answer');
  });

  it('doubles the pause each time that one fails too', async () => {
    await fail(3);
    await clock.advance(1_000);
    await fail(1);

    await expect(request()).rejects.toMatchObject({ details: { afterMs: 2_000 } });
  });

  it('lets no second request through while the first is on its way', async () => {
    await fail(3);
    await clock.advance(1_000);
    const leave = await breaker.enter(url);

    await expect(request()).rejects.toMatchObject({ code: 'HTTP_CIRCUIT_OPEN' });
    leave();
  });

  it.each([
    ['a refusal', new HttpError('HTTP_REFUSED', { url, status: 403 })],
    ['a 429', unavailable(429)],
    ['an abort', new Error('stopped')],
  ])('does not take %s for a sick source', async (_what, outcome) => {
    for (let time = 0; time < 5; time++) await request(outcome).catch(() => undefined);

    await expect(request()).resolves.toBe('answer');
  });

  it('is not opened by an abort in the middle of failures, nor closed', async () => {
    await fail(2);
    await request(new Error('stopped')).catch(() => undefined);
    await fail(1);

    await expect(request()).rejects.toMatchObject({ code: 'HTTP_CIRCUIT_OPEN' });
  });
});
