import { Secret } from '../../../src/config/index.js';
import { PLAIN_PROFILE, derivedProfile, profiled } from '../../../src/http/client-profile.js';
import { RateLimitMemory, bearer, type HttpClientOptions } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { RecordingLog } from '../../support/recording-log.js';

const parts = { clock: new FakeClock(), log: new RecordingLog(), store: new RateLimitMemory() };
const derive = (options: HttpClientOptions, parent = PLAIN_PROFILE) =>
  derivedProfile(parent, options, parts);

describe('a client', () => {
  it('adds what it says about every request, and a request has the last word', () => {
    const profile = derive({
      baseUrl: 'https://a.example/v1',
      headers: { Accept: 'a/a', 'x-a': '1' },
      query: { limit: 5, key: 'k' },
      timeout: { idleMs: 1, totalMs: 2 },
      retries: 7,
    });

    const { url, options } = profiled(profile, '/x', {
      headers: { accept: 'b/b' },
      query: { limit: 6 },
      timeout: { totalMs: 3 },
    });

    expect(url.href).toBe('https://a.example/v1/x');
    expect(options).toMatchObject({
      headers: { accept: 'b/b', 'x-a': '1' },
      query: { limit: 6, key: 'k' },
      timeout: { idleMs: 1, totalMs: 3 },
      retries: 7,
    });
  });

  it('keeps what the one that it is made from says', () => {
    const parent = derive({ baseUrl: 'https://a.example', headers: { 'x-a': '1' }, retries: 1 });

    const { options } = profiled(derive({ headers: { 'X-B': '2' } }, parent), '/x', {});

    expect(options).toMatchObject({ headers: { 'x-a': '1', 'x-b': '2' }, retries: 1 });
  });

  it('tells another host nothing about itself', () => {
    const profile = derive({
      baseUrl: 'https://a.example',
      auth: bearer(new Secret('s3cret')),
      headers: { 'x-api-key': 's3cret', accept: 'a/a' },
      query: { key: 's3cret' },
    });

    const { auth, options } = profiled(profile, 'https://b.example/x', {});

    expect(auth).toEqual([]);
    expect(options).toMatchObject({ headers: { accept: 'a/a' }, query: {} });
    expect(JSON.stringify(options)).not.toContain('s3cret');
  });

  it('adds its limits to those of the one that it is made from', () => {
    const parent = derive({ concurrency: 2, breaker: true });

    expect(derive({ concurrency: 1 }, parent).gates.length).toBe(parent.gates.length + 2);
  });

  it.each<[string, HttpClientOptions]>([
    ['baseUrl', { baseUrl: '/x' }],
    ['baseUrl', { baseUrl: 'file:///etc' }],
    ['concurrency', { concurrency: 0 }],
    ['concurrency', { concurrency: 1.5 }],
  ])('is not made with a wrong %s', (option, options) => {
    expect(() => derive(options)).toThrow(
      expect.objectContaining({
        code: 'HTTP_OPTION',
        details: expect.objectContaining({ option }),
      }),
    );
  });
});
