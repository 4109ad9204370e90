import { HttpError } from '../../../../src/errors/index.js';
import type { RateLimit, RateLimitStore } from '../../../../src/http/index.js';
import { RateLimiter } from '../../../../src/http/gates/rate-limiter.js';
import { FakeClock } from '../../../../src/testing/index.js';
import { RecordingLog } from '../../../support/recording-log.js';

const MINUTE = 60_000;

/** A store that forgets nothing. */
class KeptStates implements RateLimitStore {
  readonly states = new Map<string, unknown>();

  async load(key: string): Promise<unknown> {
    return this.states.get(key);
  }

  async save(key: string, state: unknown): Promise<void> {
    this.states.set(key, JSON.parse(JSON.stringify(state)));
  }
}

describe('RateLimiter', () => {
  const clock = new FakeClock();
  let log: RecordingLog;

  beforeEach(() => {
    log = new RecordingLog();
  });

  const limiter = (options: RateLimit): RateLimiter => new RateLimiter(options, { clock, log });
  const enter = (gate: RateLimiter, signal = new AbortController().signal) =>
    gate.enter('https://a.example/', signal);

  it('lets requests through until the limit, and the next one when it is over', async () => {
    const gate = limiter({ perMinute: 2 });
    await enter(gate);
    await enter(gate);
    let isThrough = false;
    const third = enter(gate).then(() => (isThrough = true));

    await clock.advance(MINUTE - 1);
    expect(isThrough).toBe(false);
    await clock.advance(1);

    await third;
  });

  it('holds all limits at once', async () => {
    const gate = limiter({ perSecond: 1, quotas: [{ requests: 2, everyMs: 30_000 }] });
    const began = clock.monotonic();
    const moments: number[] = [];
    const all = Promise.all(
      [1, 2, 3].map(() => enter(gate).then(() => moments.push(clock.monotonic() - began))),
    );

    await clock.advance(MINUTE);

    await all;
    expect(moments).toEqual([0, 1_000, 30_000]);
  });

  it('fails rather than waiting for hours, and says when the next request may go', async () => {
    const gate = limiter({ perDay: 1 });
    await enter(gate);

    await expect(enter(gate)).rejects.toMatchObject({
      code: 'HTTP_QUOTA',
      recovery: 'retry',
      message: expect.stringMatching(/limit is 1 requests a day; .* 24 h$/),
      details: { afterMs: 86_400_000 },
    });
  });

  it('lets a long line through however long it takes', async () => {
    const gate = limiter({ perMinute: 1, maxWaitMs: 2 * MINUTE });
    const all = Promise.all(Array.from({ length: 30 }, () => enter(gate)));

    await clock.advance(30 * MINUTE);

    await expect(all).resolves.toHaveLength(30);
  });

  it('keeps all requests back while the source has asked for a pause', async () => {
    const gate = limiter({});
    const url = 'https://a.example/';
    const facts = { url, reason: 'too many requests (429)', afterMs: 90_000, isSent: true };
    gate.told(new HttpError('HTTP_UNAVAILABLE', facts));
    let isThrough = false;
    const next = enter(gate).then(() => (isThrough = true));

    await clock.advance(89_999);
    expect(isThrough).toBe(false);
    await clock.advance(1);

    await next;
  });

  it('goes on after a restart where it was', async () => {
    const store = new KeptStates();
    await enter(limiter({ perDay: 1, store, key: 'acme' }));

    const restarted = enter(limiter({ perDay: 1, store, key: 'acme' }));
    const other = enter(limiter({ perDay: 1, store, key: 'other' }));

    await expect(restarted).rejects.toMatchObject({ code: 'HTTP_QUOTA' });
    await expect(other).resolves.toBeInstanceOf(Function);
  });

  it('remembers over a restart that the source asked for a pause', async () => {
    const store = new KeptStates();
    const facts = { url: 'x', reason: 'x', afterMs: 3_600_000, isSent: true };
    limiter({ store }).told(new HttpError('HTTP_UNAVAILABLE', facts));

    const restarted = enter(limiter({ store }));

    await expect(restarted).rejects.toMatchObject({
      code: 'HTTP_QUOTA',
      details: { limit: 'the source asked for a pause', afterMs: 3_600_000 },
    });
  });

  it('says so, and goes on, when what is left can neither be read nor kept', async () => {
    const broken = { load: () => Promise.reject(new Error('damaged')), save: async () => {} };
    const full = { load: async () => undefined, save: () => Promise.reject(new Error('full')) };

    await enter(limiter({ perDay: 5, store: broken }));
    await enter(limiter({ perDay: 5, store: full }));

    expect(log.at('warn')).toEqual([
      'what is left of the rate limit is unknown, starting with all of it',
      'what is left of the rate limit could not be kept',
    ]);
  });

  it('lets the others go on when one gives up', async () => {
    const gate = limiter({ perMinute: 1 });
    await enter(gate);
    const abort = new AbortController();
    const first = enter(gate, abort.signal);
    const second = enter(gate);
    await clock.advance(0);

    abort.abort(new Error('stopped'));
    await expect(first).rejects.toThrow('stopped');
    await clock.advance(MINUTE);

    await expect(second).resolves.toBeInstanceOf(Function);
    expect(clock.pending).toBe(0);
  });

  it.each<[string, RateLimit]>([
    ['rateLimit.perSecond', { perSecond: 0 }],
    ['rateLimit.perMinute', { perMinute: -1 }],
    ['rateLimit.perHour', { perHour: 0.5 }],
    ['rateLimit.perDay', { perDay: Number.NaN }],
    ['rateLimit.quotas', { quotas: [{ requests: 5, everyMs: 0 }] }],
  ])('refuses %s that can not be meant', (option, options) => {
    expect(() => limiter(options)).toThrow(
      expect.objectContaining({
        code: 'HTTP_OPTION',
        details: expect.objectContaining({ option }),
      }),
    );
  });
});
