import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { NetworkSettings, Secret } from '../../../src/config/index.js';
import { PlatformClient, type PlatformOptions } from '../../../src/platform/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { CERTIFICATE_PATH, TLS_SERVER_OPTIONS } from '../../support/tls-fixture.js';

describe('PlatformClient, over TLS', () => {
  const server = createServer(TLS_SERVER_OPTIONS, (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"ask":"ok"}}');
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise(resolve => {
      server.close(resolve);
      server.closeAllConnections();
    });
  });

  const ask = async (options: Partial<PlatformOptions>): Promise<unknown> => {
    const all = { url, token: new Secret('token'), userAgent: 'octiflow/0', ...options };
    const client = new PlatformClient(all, new FakeClock(), new RecordingLog());
    try {
      return await client.query('query Ask { ask }', {}, { retries: 0 });
    } finally {
      await client.close();
    }
  };
  const network = Object.assign(new NetworkSettings(), { httpsCaCertificates: CERTIFICATE_PATH });

  it('verifies the certificate unless it is told not to', async () => {
    await expect(ask({})).rejects.toMatchObject({
      code: 'PLATFORM_CERTIFICATE',
      exitCode: 78,
      recovery: 'stop',
    });
    await expect(ask({ sslVerify: true })).rejects.toMatchObject({ code: 'PLATFORM_CERTIFICATE' });
    await expect(ask({ sslVerify: false })).resolves.toEqual({ ask: 'ok' });
  });

  it('trusts the bundle whose path it is given', async () => {
    await expect(ask({ sslVerify: CERTIFICATE_PATH })).resolves.toEqual({ ask: 'ok' });
  });

  it('trusts more authorities', async () => {
    await expect(ask({ network })).resolves.toEqual({ ask: 'ok' });
  });

  it('refuses a bundle that is not there', async () => {
    await expect(ask({ sslVerify: '/nowhere/ca.pem' })).rejects.toMatchObject({
      code: 'HTTP_CA_UNREADABLE',
      details: { where: 'OPENCTI_SSL_VERIFY' },
    });
  });
});
