import { requestMessage } from '../../support/request-message.js';
import { until } from '../../support/until.js';
import { CallbackBench, PATH, TOKEN } from './callback-bench.js';

const BODY = requestMessage('w1');
const head = (...lines: readonly string[]) =>
  [
    'POST /api/callback HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');
const AUTHORIZATION = `Authorization: Bearer ${TOKEN}`;
const LENGTH = `Content-Length: ${Buffer.byteLength(BODY)}`;
const statusOf = (answer: string) => Number(answer.split(' ')[1]);

let bench: CallbackBench;

beforeEach(() => {
  bench = new CallbackBench();
});

afterEach(async () => {
  expect((await bench.post('', { method: 'GET', path: '/health' })).status).toBe(200);
  await bench.close();
});

describe('a hostile caller of a callback inbox', () => {
  it('is answered as usual when it is none', async () => {
    await bench.started();
    const call = bench.raw(`${head(AUTHORIZATION, LENGTH, 'Connection: close')}${BODY}`);

    expect(statusOf(await call.answer)).toBe(202);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'x', ''])(
    'is refused with the content type %p',
    async type => {
      await bench.started();

      const answer = await bench.post(BODY, { headers: { 'content-type': type } });

      expect([400, 415]).toContain(answer.status);
      expect(bench.held.calls).toEqual([]);
    },
  );

  it('is refused with a compressed body: it could be a bomb', async () => {
    await bench.started();

    const answer = await bench.post(BODY, { headers: { 'content-encoding': 'gzip' } });

    expect(answer.status).toBe(415);
  });

  it('is refused a body that is too large before it is sent', async () => {
    await bench.started({ maxBodyBytes: 1_000 });
    const call = bench.raw(head(AUTHORIZATION, 'Content-Length: 1001'));

    expect(statusOf(await call.answer)).toBe(413);
  });

  it('is refused a body that turns out too large', async () => {
    await bench.started({ maxBodyBytes: 1_000 });
    const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`;
    const call = bench.raw(`${head(AUTHORIZATION, 'Transfer-Encoding: chunked')}${chunk}`);

    expect(statusOf(await call.answer)).toBe(413);
    expect(bench.held.calls).toEqual([]);
  });

  it('is refused by its headers alone, without a byte of its body', async () => {
    await bench.started();
    const call = bench.raw(head('Authorization: Bearer wrong', 'Content-Length: 50000000'));

    const answer = await call.answer;

    expect(statusOf(answer)).toBe(401);
    expect(answer.toLowerCase()).toContain('connection: close');
  });

  it.each([
    ['two credentials, a good one first', [AUTHORIZATION, 'Authorization: Bearer x', LENGTH], 401],
    ['two credentials, a good one last', ['Authorization: Bearer x', AUTHORIZATION, LENGTH], 401],
    ['two lengths', [AUTHORIZATION, LENGTH, 'Content-Length: 5'], 400],
    ['a length and chunks', [AUTHORIZATION, LENGTH, 'Transfer-Encoding: chunked'], 400],
    ['a length that is no number', [AUTHORIZATION, 'Content-Length: 1e3'], 400],
    ['a negative length', [AUTHORIZATION, 'Content-Length: -1'], 400],
    ['a line break in a header', [`${AUTHORIZATION}\nX: y`, 'X\u0000: z'], 400],
    ['a huge header', [AUTHORIZATION, `X-Pad: ${'x'.repeat(20_000)}`], 431],
    ['many headers', Array.from({ length: 3_000 }, (_, i) => `X-${i}: y`), 431],
  ])('is refused with %s', async (_what, lines, status) => {
    await bench.started();
    const call = bench.raw(`${head(...lines, 'Connection: close')}${BODY}`);

    expect(statusOf(await call.answer)).toBe(status);
    expect(bench.held.calls).toEqual([]);
  });

  it('is refused without a host', async () => {
    await bench.started();
    const call = bench.raw(`POST ${PATH} HTTP/1.1\r\n${AUTHORIZATION}\r\n\r\n`);

    expect(statusOf(await call.answer)).toBe(400);
  });

  it('is refused when it does not speak HTTP', async () => {
    await bench.started();
    const call = bench.raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');

    expect(statusOf(await call.answer)).toBe(400);
  });

  it.each([
    '/',
    '/api',
    '/api/callback/',
    '/api/callback/x',
    '/api//callback',
    '/api/../api/callback',
    '/api/%2e%2e/callback',
    '/api/callback%2f..%2f..%2fetc%2fpasswd',
    '/..%2f..%2fetc/passwd',
    '/API/CALLBACK',
    '/__proto__',
    '/%00',
    '/%zz',
  ])('finds nothing at %p', async path => {
    await bench.started();
    const request = head(AUTHORIZATION, LENGTH, 'Connection: close').replace(PATH, path);
    const call = bench.raw(`${request}${BODY}`);

    expect([400, 404]).toContain(statusOf(await call.answer));
    expect(bench.held.calls).toEqual([]);
  });

  it.each(['GET', 'PUT', 'HEAD'] as const)('finds nothing with %s', async method => {
    await bench.started();

    const answer = await bench.post(BODY, { method });

    expect(answer.status).toBe(404);
  });

  it('can not make it hold a large body elsewhere', async () => {
    await bench.started();
    const request = head('Content-Length: 50000000').replace(PATH, '/elsewhere');

    expect([404, 413]).toContain(statusOf(await bench.raw(request).answer));
  });

  it('is hung up on when its headers come too slowly', async () => {
    await bench.started({ timeouts: { headersMs: 50, checkEveryMs: 10 } });
    const call = bench.raw('POST /api/callback HTTP/1.1\r\nHost: x\r\nX-Slow: ');

    expect([0, 408]).toContain(statusOf(await call.answer) || 0);
  });

  it('is hung up on when its body comes too slowly, and leaves its place to others', async () => {
    await bench.started({ maxWaiting: 0, timeouts: { requestMs: 200, checkEveryMs: 10 } });
    const call = bench.raw(head(AUTHORIZATION, LENGTH, 'Expect: 100-continue'));
    await call.begun;
    const meanwhile = await bench.post(BODY);

    await call.answer;
    await until(async () => (await bench.post(BODY)).status === 202);

    expect(meanwhile.status).toBe(503);
  });

  it('leaves its place when it goes away in the middle', async () => {
    await bench.started({ maxWaiting: 0 });
    const call = bench.raw(head(AUTHORIZATION, LENGTH, 'Expect: 100-continue'));
    await call.begun;
    const meanwhile = await bench.post(BODY);

    call.socket.destroy();
    await until(async () => (await bench.post(BODY)).status === 202);

    expect(meanwhile.status).toBe(503);
  });

  it('changes nothing with keys of prototypes', async () => {
    await bench.started();
    const body = BODY.replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"p":1}},',
    );

    const answer = await bench.post(body);

    expect(answer.status).toBe(202);
    expect({}).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('p');
  });
});
