import { judgeConnecting, judgeEnd } from '../../../src/transport/broker-failure.js';
import { AMQP_OPTIONS } from './fake-broker.js';

const coded = (message: string, code: string | number) =>
  Object.assign(new Error(message), { code });

function failureOf(verdict: ReturnType<typeof judgeEnd>) {
  if (verdict.kind !== 'refused') throw new Error(`the verdict is ${verdict.kind}`);

  return verdict.failure(7);
}

describe('judgeConnecting', () => {
  it.each([
    [coded('connect ECONNREFUSED 127.0.0.1:5672', 'ECONNREFUSED'), 'connection refused'],
    [coded('getaddrinfo ENOTFOUND rabbit', 'ENOTFOUND'), 'no such host'],
    [new Error('Socket closed abruptly during opening handshake'), /closed abruptly/],
    ['a text', 'unknown failure'],
    [undefined, 'unknown failure'],
  ])('goes on trying after %s', (error, reason) => {
    expect(judgeConnecting(error, AMQP_OPTIONS)).toEqual({
      kind: 'lost',
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
  });

  it.each([
    [
      'Handshake terminated by server: 403 (ACCESS-REFUSED) with message "Login was refused"',
      'TRANSPORT_LOGIN_REFUSED',
    ],
    ['SASL mechanism PLAIN is not provided by the server', 'TRANSPORT_LOGIN_REFUSED'],
    ['Expected ConnectionOpenOk; got <ConnectionClose channel:0>', 'TRANSPORT_VHOST_REFUSED'],
  ])('gives up after "%s"', (message, code) => {
    const failure = failureOf(judgeConnecting(new Error(message), AMQP_OPTIONS));

    expect(failure).toMatchObject({ code, exitCode: 77, recovery: 'stop' });
    expect(failure.details).toMatchObject({ broker: 'amqp://broker.example:5672/', confirmed: 7 });
  });

  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'gives up after the certificate failure %s',
    code => {
      const failure = failureOf(judgeConnecting(coded('not trusted', code), AMQP_OPTIONS));

      expect(failure).toMatchObject({ code: 'TRANSPORT_TLS_REFUSED', exitCode: 78 });
    },
  );
});

describe('judgeEnd', () => {
  it.each([
    new Error('Heartbeat timeout'),
    new Error('Unexpected close'),
    coded('Connection closed: 320 (CONNECTION-FORCED) with message "shutdown"', 320),
    coded('read ECONNRESET', 'ECONNRESET'),
  ])('takes "%s" for a lost connection', error => {
    expect(judgeEnd(error, AMQP_OPTIONS).kind).toBe('lost');
  });

  it.each([
    [404, 'TRANSPORT_EXCHANGE_MISSING', 'retry', 69],
    [403, 'TRANSPORT_ACCESS_REFUSED', 'stop', 77],
    [541, 'TRANSPORT_CHANNEL_CLOSED', 'retry', 69],
  ])('gives a channel closed with %d its own code', (status, code, recovery, exitCode) => {
    const error = coded(`Channel closed by server: ${status} (X) with message "x"`, status);

    expect(failureOf(judgeEnd(error, AMQP_OPTIONS))).toMatchObject({ code, recovery, exitCode });
  });

  it.each(['configured max size', 'max size'])('reads the sizes of a message above the %s', max => {
    const text = `PRECONDITION_FAILED - message size 2000 is larger than ${max} 1000`;
    const error = coded(`Channel closed by server: 406 (X) with message "${text}"`, 406);

    expect(judgeEnd(error, AMQP_OPTIONS)).toMatchObject({
      kind: 'too-large',
      bytes: 2_000,
      maxBytes: 1_000,
    });
  });
});
