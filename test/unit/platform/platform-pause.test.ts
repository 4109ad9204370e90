import { PlatformError } from '../../../src/errors/index.js';
import { platformPauseMs } from '../../../src/platform/platform-pause.js';
import type { PlatformCall } from '../../../src/platform/platform-call.js';

const url = 'http://opencti.example';
const operation = 'workAdd';
const callWith = (isIdempotent: boolean): PlatformCall => ({
  document: '',
  variables: {},
  operation,
  headers: {},
  isApplicant: false,
  isIdempotent,
  retries: 3,
  timeoutMs: 1,
  maxBytes: 1,
});
const unavailable = (status: number, more: { platformCode?: string; afterMs?: number } = {}) =>
  new PlatformError('PLATFORM_UNAVAILABLE', { url, operation, reason: 'no', status, ...more });
const unreachable = (isSent: boolean) =>
  new PlatformError('PLATFORM_UNREACHABLE', { url, reason: 'no', isSent });
const pause = (error: unknown, isIdempotent: boolean, attempt = 1): number | undefined =>
  platformPauseMs(error, attempt, callWith(isIdempotent), () => 1);

describe('platformPauseMs', () => {
  it('doubles the pause from half a second on', () => {
    expect([1, 2, 3, 4].map(attempt => pause(unreachable(true), true, attempt))).toEqual([
      500,
      1_000,
      2_000,
      undefined,
    ]);
  });

  it.each([
    ['a broken connection', unreachable(true)],
    ['502', unavailable(502)],
    ['503', unavailable(503)],
    ['504', unavailable(504)],
    ['a lock', unavailable(200, { platformCode: 'LOCK_ERROR' })],
  ])('after %s only repeats what does no harm twice', (_what, error) => {
    expect(pause(error, true)).toBe(500);
    expect(pause(error, false)).toBeUndefined();
  });

  it.each([
    ['a connection that never stood', unreachable(false)],
    ['429', unavailable(429)],
  ])('after %s repeats anything', (_what, error) => {
    expect(pause(error, false)).toBe(500);
  });

  it('waits as long as it is asked to, up to a minute', () => {
    expect(pause(unavailable(429, { afterMs: 7_000 }), true)).toBe(7_000);
    expect(pause(unavailable(429, { afterMs: 61_000 }), true)).toBeUndefined();
  });

  it.each([
    ['500', unavailable(500)],
    [
      'a refused token',
      new PlatformError('PLATFORM_TOKEN_REFUSED', { url, characters: 1, isApplicant: false }),
    ],
    ['a time limit', new PlatformError('PLATFORM_TIMEOUT', { url, operation, limitMs: 1 })],
    ['anything else', new Error('x')],
  ])('does not repeat after %s', (_what, error) => {
    expect(pause(error, true)).toBeUndefined();
  });
});
