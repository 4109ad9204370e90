import { createServer as createTlsServer } from 'node:https';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { firstValueFrom } from 'rxjs';
import { NetworkSettings } from '../../../src/config/index.js';
import { Http } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { RecordingLog } from '../../support/recording-log.js';
import { CERTIFICATE_PATH, TLS_SERVER_OPTIONS } from '../../support/tls-fixture.js';

const answerOk: RequestListener = (_request, response) => response.end('{"ok":true}');

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));

  return (server.address() as AddressInfo).port;
};

const stop = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

describe('Http', () => {
  const open: Http[] = [];
  const httpWith = (settings: Partial<NetworkSettings>): Http => {
    const network = Object.assign(new NetworkSettings(), settings);
    const http = new Http(new FakeClock(), new RecordingLog(), network);
    open.push(http);

    return http;
  };

  afterEach(async () => {
    await Promise.all(open.splice(0).map(http => http.close()));
  });

  describe('over TLS', () => {
    const server = createTlsServer(TLS_SERVER_OPTIONS, answerOk);
    let url: string;

    beforeAll(async () => {
      url = `https://localhost:${await listen(server)}/`;
    });
    afterAll(() => stop(server));

    it('trusts no certificate that nobody it knows has signed', async () => {
      const answer = firstValueFrom(httpWith({}).get(url));

      await expect(answer).rejects.toMatchObject({ code: 'HTTP_CERTIFICATE', recovery: 'stop' });
    });

    it.each([
      ['the path of its authority', CERTIFICATE_PATH],
      ['the text of its authority', TLS_SERVER_OPTIONS.cert],
    ])('trusts it when given %s', async (_what, httpsCaCertificates) => {
      const answer = firstValueFrom(httpWith({ httpsCaCertificates }).get(url));

      await expect(answer).resolves.toEqual({ ok: true });
    });

    it('says so when the other side does not speak TLS', async () => {
      const plain = createServer(answerOk);
      const port = await listen(plain);

      const answer = firstValueFrom(httpWith({}).get(`https://localhost:${port}/`, { retries: 0 }));

      await expect(answer).rejects.toMatchObject({
        code: 'HTTP_UNAVAILABLE',
        details: { isSent: false },
      });
      await stop(plain);
    });

    it('refuses to be led to http with a credential', async () => {
      const lure = createTlsServer(TLS_SERVER_OPTIONS, (_request, response) => {
        response.writeHead(302, { location: 'http://localhost:9/' }).end();
      });
      const port = await listen(lure);
      const http = httpWith({ httpsCaCertificates: CERTIFICATE_PATH });

      const answer = firstValueFrom(
        http.get(`https://localhost:${port}/`, { headers: { authorization: 'Bearer k' } }),
      );

      await expect(answer).rejects.toMatchObject({ code: 'HTTP_REDIRECT' });
      await stop(lure);
    });
  });

  describe('through a proxy', () => {
    let source: ScriptedServer;
    let proxy: Server;
    let proxyUrl: string;
    let seen: string[];

    beforeEach(async () => {
      source = await scriptedServer(json({ ok: true }));
      seen = [];
      const sockets = new Set<Socket>();
      proxy = createServer((request, response) => {
        seen.push(
          `${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`,
        );
        response.end('{"by":"proxy"}');
      });
      proxy.on('connect', (request, client: Socket) => {
        seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
        const port = Number(String(request.url).split(':')[1]);
        const target = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
        for (const socket of [client, target]) sockets.add(socket.on('error', () => undefined));
        client.pipe(target).pipe(client);
      });
      proxy.on('close', () => sockets.forEach(socket => socket.destroy()));
      proxyUrl = `http://us:s3cret@127.0.0.1:${await listen(proxy)}`;
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map(http => http.close()));
      await stop(proxy);
      await source.stop();
    });

    const credentials = `Basic ${Buffer.from('us:s3cret').toString('base64')}`;

    it('asks the proxy itself for a plain address', async () => {
      const answer = firstValueFrom(httpWith({ httpProxy: proxyUrl }).get('http://feed.example/x'));

      await expect(answer).resolves.toEqual({ by: 'proxy' });
      expect(seen).toEqual([`GET http://feed.example/x ${credentials}`]);
    });

    it('opens a tunnel to a TLS address', async () => {
      const server = createTlsServer(TLS_SERVER_OPTIONS, answerOk);
      const port = await listen(server);
      const http = httpWith({ httpsProxy: proxyUrl, httpsCaCertificates: CERTIFICATE_PATH });

      await expect(firstValueFrom(http.get(`https://localhost:${port}/`))).resolves.toEqual({
        ok: true,
      });
      expect(seen).toEqual([`CONNECT localhost:${port} ${credentials}`]);
      await stop(server);
    });

    it('goes past the proxy where it is told to', async () => {
      const http = httpWith({ httpProxy: proxyUrl, noProxy: 'other.example,127.0.0.1' });

      await expect(firstValueFrom(http.get(source.url))).resolves.toEqual({ ok: true });
      expect(seen).toEqual([]);
    });

    it('fails, without showing a password, when the proxy is away', async () => {
      const http = httpWith({ httpProxy: 'http://us:s3cret@127.0.0.1:9' });

      const answer = firstValueFrom(http.get('http://feed.example/', { retries: 0 }));

      const error = (await answer.catch((thrown: unknown) => thrown)) as Error;
      expect(error).toMatchObject({ code: 'HTTP_UNAVAILABLE', details: { isSent: false } });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('s3cret');
    });

    it('says so when the proxy refuses', async () => {
      proxy.removeAllListeners('request').on('request', (_request, response) => {
        response.writeHead(407).end();
      });

      const answer = firstValueFrom(
        httpWith({ httpProxy: proxyUrl }).get('http://feed.example/', { retries: 0 }),
      );

      await expect(answer).rejects.toMatchObject({ code: 'HTTP_UNAVAILABLE' });
    });
  });
});
