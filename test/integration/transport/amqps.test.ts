import { FakeClock } from '../../../src/testing/index.js';
import {
  amqpSettings,
  openAmqpOutbox,
  type AmqpOptions,
  type AmqpOutbox,
} from '../../../src/transport/index.js';
import { TcpProxy } from '../../network/tcp-proxy.js';
import { TlsTerminator } from '../../network/tls-terminator.js';
import { PushQueue } from '../../rabbitmq/push-queue.js';
import { RecordingLog } from '../../support/recording-log.js';
import { CERTIFICATE_PATH, TLS_SERVER_OPTIONS } from '../../support/tls-fixture.js';
import { sampleBundles } from '../../unit/transport/sample-bundles.js';
import { amqpOptions } from './amqp-options.js';

const url = process.env['AMQP_URL'] ?? '';
const envelope = { applicantId: 'user-1' };
const target = { host: new URL(url).hostname, port: Number(new URL(url).port || 5672) };

let queue: PushQueue;
let terminator: TlsTerminator;
let clock: FakeClock;
let outboxes: AmqpOutbox[];

beforeEach(async () => {
  queue = await PushQueue.declare(url);
  terminator = await TlsTerminator.start(target, TLS_SERVER_OPTIONS);
  clock = new FakeClock();
  outboxes = [];
});

afterEach(async () => {
  await Promise.all(outboxes.map(outbox => outbox.close()));
  await terminator.stop();
  await queue.remove();
});

function outboxWith(differences: Partial<AmqpOptions>): AmqpOutbox {
  const overTls = { host: 'localhost', port: terminator.port, useSsl: true, ...differences };
  const outbox = openAmqpOutbox(amqpOptions(url, queue, overTls), clock, new RecordingLog());
  outboxes.push(outbox);

  return outbox;
}

describe('an AMQP outbox over TLS', () => {
  it('trusts the authority that it is given', async () => {
    const { confirmed } = await outboxWith({ ca: CERTIFICATE_PATH }).send(
      sampleBundles(500),
      envelope,
    );

    expect([confirmed, await queue.size()]).toEqual([500, 500]);
  });

  it('gives nothing to a broker that it has no reason to trust', async () => {
    const sent = outboxWith({}).send(sampleBundles(1), envelope);

    await expect(sent).rejects.toMatchObject({
      code: 'TRANSPORT_TLS_REFUSED',
      exitCode: 78,
      details: { broker: `amqps://localhost:${terminator.port}/`, confirmed: 0 },
    });
    expect(await queue.size()).toBe(0);
  });

  it('trusts anybody when it is told to', async () => {
    const outbox = outboxWith({ rejectUnauthorized: false });

    await expect(outbox.send(sampleBundles(1), envelope)).resolves.toMatchObject({ confirmed: 1 });
  });

  it('says so when the port does not speak TLS', async () => {
    const sent = outboxWith(target).send(sampleBundles(1), envelope);

    await expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_TLS_REFUSED' });
  });

  it('releases its socket when a send is aborted in the middle of the handshake', async () => {
    const proxy = await TcpProxy.start({ port: terminator.port });
    proxy.stall();
    const abort = new AbortController();
    const outbox = outboxWith({ port: proxy.port, ca: CERTIFICATE_PATH });
    const sent = outbox.send(sampleBundles(1), envelope, abort.signal);
    await proxy.whenConnections(1);

    abort.abort();
    await sent.catch(() => undefined);
    proxy.resume();
    await proxy.whenIdle();

    expect(clock.pending).toBe(0);
    await proxy.stop();
  });
});

describe('an AMQP outbox and a broker that asks for its certificate', () => {
  beforeEach(async () => {
    await terminator.stop();
    const asking = { requestCert: true, rejectUnauthorized: true, ca: TLS_SERVER_OPTIONS.cert };
    terminator = await TlsTerminator.start(target, { ...TLS_SERVER_OPTIONS, ...asking });
  });

  it('proves itself with the certificate and the key of the MQ settings', async () => {
    const { host, port, vhost, user, pass, useSsl } = amqpOptions(url, queue);
    const registered = { host, port, vhost, user, pass, useSsl };
    const settings = {
      host: 'localhost',
      port: terminator.port,
      useSsl: true,
      useSslCa: CERTIFICATE_PATH,
      useSslCert: CERTIFICATE_PATH,
      useSslKey: TLS_SERVER_OPTIONS.key,
    };

    const { confirmed } = await outboxWith(amqpSettings(registered, settings)).send(
      sampleBundles(100),
      envelope,
    );

    expect([confirmed, await queue.size()]).toEqual([100, 100]);
  });

  it('gives up at once without one', async () => {
    const sent = outboxWith({ ca: CERTIFICATE_PATH }).send(sampleBundles(1), envelope);

    await expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_TLS_REFUSED' });
  });
});
