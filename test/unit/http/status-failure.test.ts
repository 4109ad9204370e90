import type { Outgoing } from '../../../src/http/outgoing.js';
import { statusFailure } from '../../../src/http/status-failure.js';

const now = new Date('2026-05-04T12:00:00Z');
const plain: Outgoing = {
  url: new URL('https://a.example/x?key=s3cret'),
  method: 'GET',
  headers: {},
};
const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: Buffer.alloc(0),
});

describe('statusFailure', () => {
  it.each([200, 201, 204, 206])('lets %d pass', status => {
    expect(statusFailure(plain, answer(status), now)).toBeUndefined();
  });

  it.each([
    [400, 'HTTP_STATUS', 'stop'],
    [401, 'HTTP_REFUSED', 'stop'],
    [403, 'HTTP_REFUSED', 'stop'],
    [404, 'HTTP_NOT_FOUND', 'stop'],
    [410, 'HTTP_NOT_FOUND', 'stop'],
    [422, 'HTTP_STATUS', 'stop'],
    [408, 'HTTP_UNAVAILABLE', 'retry'],
    [429, 'HTTP_UNAVAILABLE', 'retry'],
    [500, 'HTTP_UNAVAILABLE', 'retry'],
    [503, 'HTTP_UNAVAILABLE', 'retry'],
  ])('turns %d into %s, recovery %s', (status, code, recovery) => {
    const failure = statusFailure(plain, answer(status), now);

    expect(failure).toMatchObject({
      code,
      recovery,
      details: { status, url: 'https://a.example/x' },
    });
  });

  it('tells how long the source asked to wait', () => {
    const failure = statusFailure(plain, answer(429, { 'retry-after': '30' }), now);

    expect(failure?.details['afterMs']).toBe(30_000);
  });

  it('takes 304 for a failure unless it was asked whether something changed', () => {
    const asked = { ...plain, headers: { 'if-none-match': '"1"' } };

    expect(statusFailure(plain, answer(304), now)?.code).toBe('HTTP_STATUS');
    expect(statusFailure(asked, answer(304), now)).toBeUndefined();
  });

  it('takes a 403 that names a time for a limit', () => {
    const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' };

    expect(statusFailure(plain, answer(403, limited), now)).toMatchObject({
      code: 'HTTP_UNAVAILABLE',
      details: { status: 403, afterMs: 60_000 },
    });
  });

  it('knows statuses that mean something else at one source', () => {
    const exceptions = { retryOn: [403], allow: [404] };

    expect(statusFailure(plain, answer(403), now, exceptions)?.code).toBe('HTTP_UNAVAILABLE');
    expect(statusFailure(plain, answer(404), now, exceptions)).toBeUndefined();
  });

  it('tells what the source said', () => {
    const failure = statusFailure(plain, answer(404, { message: 'Invalid apiKey.' }), now);

    expect(failure?.message).toBe(
      'https://a.example/x does not exist (404); it says "Invalid apiKey."',
    );
  });
});
