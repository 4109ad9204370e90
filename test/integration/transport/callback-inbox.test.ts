import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../../src/config/index.js';
import { requestMessage } from '../../support/request-message.js';
import { SigningKey, keySetOf } from '../../support/signing-keys.js';
import { CERTIFICATE_PATH, TLS_SERVER_OPTIONS } from '../../support/tls-fixture.js';
import { until } from '../../support/until.js';
import { CallbackBench, PATH, TOKEN } from './callback-bench.js';

const SECOND = 1_000;

let bench: CallbackBench;

beforeEach(() => {
  bench = new CallbackBench();
});

afterEach(async () => {
  await bench.close();
});

describe('a callback inbox', () => {
  it('answers 202 at once, and works after', async () => {
    await bench.started();

    const answer = await bench.post(requestMessage('w1'));

    expect(answer).toMatchObject({ status: 202, body: { message: 'accepted' } });
    expect(bench.held.at(0).message).toEqual({
      body: JSON.parse(requestMessage('w1')),
      redelivered: false,
      receivedAt: bench.clock.now(),
    });
  });

  it('works on so many requests at once, and lets the others wait', async () => {
    await bench.started({ concurrency: 2 });
    for (const work of ['w1', 'w2', 'w3']) await bench.post(requestMessage(work));
    const atFirst = bench.held.works;

    bench.held.at(1).resolve();
    await bench.held.whenCalls(3);

    expect([atFirst, bench.held.works]).toEqual([
      ['w1', 'w2'],
      ['w1', 'w2', 'w3'],
    ]);
  });

  it('takes the same request twice and runs it once, meanwhile and after', async () => {
    await bench.started();
    await bench.post(requestMessage('w1'));
    const meanwhile = await bench.post(requestMessage('w1'));
    bench.held.at(0).resolve();
    await bench.clock.advance(0);

    const after = await bench.post(requestMessage('w1'));

    expect([meanwhile.status, after.status]).toEqual([202, 202]);
    expect(bench.held.works).toEqual(['w1']);
  });

  it('runs a request again whose outcome could not be reported', async () => {
    const { held, clock } = bench;
    await bench.started();
    await bench.post(requestMessage('w1'));

    held.at(0).reject(new Error('no platform'));
    await clock.advance(SECOND);

    expect(held.works).toEqual(['w1', 'w1']);
  });

  it('drops what is no request, so that it does not come for ever', async () => {
    const onMalformed = jest.fn(async () => undefined);
    await bench.started({ onMalformed });

    const answers = [await bench.post('hello'), await bench.post(''), await bench.post('{}')];

    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, { message: 'dropped, because it is not JSON' }],
      [200, { message: 'dropped, because it is empty' }],
      [200, { message: 'dropped, because it has no object "internal"' }],
    ]);
    expect(onMalformed).toHaveBeenCalledTimes(3);
    expect(bench.held.calls).toEqual([]);
  });

  it('asks to come again when too much waits, and takes more once there is room', async () => {
    await bench.started({ maxWaiting: 1 });
    await bench.post(requestMessage('w1'));
    await bench.post(requestMessage('w2'));
    const full = await bench.post(requestMessage('w3'));

    bench.held.at(0).resolve();
    await bench.held.whenCalls(2);
    const again = await bench.post(requestMessage('w3'));

    expect(full).toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
    expect(again.status).toBe(202);
  });

  it('asks to come again when what waits is too large', async () => {
    const body = requestMessage('w1', { bundle: 'x'.repeat(10_000) });
    await bench.started({ maxWaitingBytes: 15_000 });

    const answers = [await bench.post(body), await bench.post(body.replace('w1', 'w2'))];

    expect(answers.map(({ status }) => status)).toEqual([202, 503]);
  });

  it('says that it is well, to anybody', async () => {
    await bench.started();

    const answer = await bench.post('', { method: 'GET', path: '/health', token: 'nobody' });

    expect(answer).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('listens over TLS', async () => {
    const key = new Secret(TLS_SERVER_OPTIONS.key);
    await bench.started({ tls: { key, cert: CERTIFICATE_PATH } });

    const answer = await bench.post(requestMessage('w1'));

    expect(answer.status).toBe(202);
  });

  it('says which port it could not have', async () => {
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;

    const failure: unknown = await bench.started({ port }).catch((error: unknown) => error);
    other.close();

    expect(failure).toMatchObject({
      code: 'TRANSPORT_CALLBACK_PORT',
      details: { host: '127.0.0.1', port, reason: 'the port is in use' },
    });
  });
});

describe('a callback inbox that answers when the outcome is reported', () => {
  const outcome = { ackAfter: 'outcome' } as const;

  it('answers 202 then', async () => {
    await bench.started(outcome);
    const answered = jest.fn();
    const answer = bench.post(requestMessage('w1'));
    void answer.then(answered);
    await bench.held.whenCalls(1);
    const early = answered.mock.calls.length;

    bench.held.at(0).resolve();

    expect([(await answer).status, early]).toEqual([202, 0]);
  });

  it('answers 503 when it could not be reported, so that it comes again', async () => {
    await bench.started(outcome);
    const answer = bench.post(requestMessage('w1'));
    await bench.held.whenCalls(1);

    bench.held.at(0).reject(new Error('no platform'));
    await bench.clock.sleeping(1, SECOND);
    await bench.clock.advance(SECOND);

    expect((await answer).status).toBe(503);
  });

  it('answers both calls of the same request with its one outcome', async () => {
    await bench.started({ ...outcome, concurrency: 2 });
    const answers = [bench.post(requestMessage('w1')), bench.post(requestMessage('w1'))];
    await until(() => bench.log.at('info').includes('request came again while it is worked on'));

    bench.held.at(0).resolve();

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([202, 202]);
    expect(bench.held.works).toEqual(['w1']);
  });

  it('answers before the worker hangs up, and works on', async () => {
    await bench.started(outcome);
    const answer = bench.post(requestMessage('w1'));
    await bench.held.whenCalls(1);

    await bench.clock.advance(240 * SECOND);

    expect((await answer).status).toBe(202);
    expect(bench.held.at(0).signal.aborted).toBe(false);
  });

  it('answers 202 to what it finishes when it stops', async () => {
    const inbox = await bench.started(outcome);
    const answer = bench.post(requestMessage('w1'));
    await bench.held.whenCalls(1);
    const stopped = inbox.stop();

    bench.held.at(0).resolve();
    await stopped;

    expect((await answer).status).toBe(202);
  });

  it('answers 503 to what it did not come to when it stops', async () => {
    const inbox = await bench.started(outcome);
    void bench.post(requestMessage('w1'));
    await bench.held.whenCalls(1);
    const body = requestMessage('w2');
    const waiting = bench.raw(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n` +
        `Authorization: Bearer ${TOKEN}\r\nExpect: 100-continue\r\nConnection: close\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await waiting.begun;
    const stopped = inbox.stop();

    const answer = await waiting.answer;
    bench.held.at(0).resolve();
    await stopped;

    expect(answer).toContain('HTTP/1.1 503');
  });
});

describe('stopping a callback inbox', () => {
  it('finishes what it has taken, and takes nothing more', async () => {
    const inbox = await bench.started();
    await bench.post(requestMessage('w1'));
    await bench.post(requestMessage('w2'));
    const stopped = inbox.stop();
    bench.held.at(0).resolve();
    await bench.held.whenCalls(2);
    const late = bench.post(requestMessage('w3')).then(
      ({ status }) => status,
      () => 'refused',
    );
    const answer = await late;

    bench.held.at(1).resolve();
    await stopped;

    expect(bench.held.works).toEqual(['w1', 'w2']);
    expect([503, 'refused']).toContain(answer);
  });

  it('says how many requests are lost when the patience ends', async () => {
    const inbox = await bench.started();
    await bench.post(requestMessage('w1'));
    await bench.post(requestMessage('w2'));

    await inbox.stop(AbortSignal.abort(new Error('at once')));

    const left = bench.log.lines.find(({ message }) => message === 'requests left unfinished');
    expect(left?.facts).toEqual({ requests: 2, lost: 2 });
    expect(bench.held.at(0).signal.aborted).toBe(true);
  });

  it('ends connections that hang', async () => {
    const inbox = await bench.started();
    const hanging = bench.raw('POST /api/callback HTTP/1.1\r\nHost: x\r\n');
    await bench.post(requestMessage('w1'));
    bench.held.at(0).resolve();

    const stopped = inbox.stop();
    await bench.clock.sleeping(1, 5 * SECOND);
    await bench.clock.advance(5 * SECOND);
    await stopped;

    expect(await hanging.answer).toBe('');
  });

  it('is harmless twice, and before the start', async () => {
    const inbox = bench.inboxWith();

    await inbox.stop();
    await inbox.stop();

    expect(inbox.port).toBe(0);
  });
});

describe('who may call', () => {
  const key = SigningKey.of('EdDSA', 'key 1');
  const newer = SigningKey.of('EdDSA', 'key 2');

  it.each(['', 'wrong', '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f12'])(
    'is not who has the token %p',
    async token => {
      await bench.started();

      const answer = await bench.post(requestMessage('w1'), { token });

      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
      expect(bench.held.calls).toEqual([]);
    },
  );

  it('is who has a token that the platform signed, where it signs', async () => {
    await bench.started({ jwks: keySetOf(key) });
    const token = key.token(bench.clock.now());

    const answers = [
      await bench.post(requestMessage('w1'), { token }),
      await bench.post(requestMessage('w2')),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 401]);
  });

  it('is who has a token of a key that is new', async () => {
    const refreshKeys = jest.fn(async () => keySetOf(newer));
    await bench.started({ jwks: keySetOf(key), refreshKeys });

    const answer = await bench.post(requestMessage('w1'), {
      token: newer.token(bench.clock.now()),
    });

    expect(answer.status).toBe(202);
    expect(refreshKeys).toHaveBeenCalledTimes(1);
  });

  it('leaves nothing of it in the log', async () => {
    await bench.started();
    await bench.post('hello', { token: TOKEN_OF_SOMEBODY });
    await bench.post(`hello ${TOKEN_OF_SOMEBODY}`);

    expect(bench.log.text).not.toContain(TOKEN_OF_SOMEBODY);
  });
});

const TOKEN_OF_SOMEBODY = 'flgrn_octi_tkn_5e0c6f0a2b7d5c1e8f3a000000000001';
