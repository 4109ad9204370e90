import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { NetworkSettings, Secret } from '../../../src/config/index.js';
import {
  Http,
  TrafficRecorder,
  TrafficReplayer,
  apiKey,
  type HttpOptions,
  type HttpTraffic,
} from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { allOf, untilFailure } from '../../support/body-of.js';
import { RecordingLog } from '../../support/recording-log.js';
import { inTurn, reply } from '../../support/replies.js';

const KEY = 'key-of-the-operator';

describe('recorded traffic', () => {
  const opened: Http[] = [];
  let folder: string;
  let server: ScriptedServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'octiflow-traffic-'));
    server = await scriptedServer(json({ n: 1 }));
  });

  afterEach(async () => {
    for (const http of opened.splice(0)) await http.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const client = (traffic: HttpTraffic, key = KEY): Http => {
    const http = new Http(new FakeClock(), new RecordingLog(), new NetworkSettings(), traffic);
    opened.push(http);
    return http.with({
      baseUrl: server.url,
      retries: 0,
      auth: apiKey(new Secret(key), { query: 'apikey' }),
    });
  };
  const recording = (): Http => client(new TrafficRecorder(folder));
  const replaying = (ignoreQuery: string[] = [], key?: string): Http =>
    client(new TrafficReplayer(folder, { ignoreQuery }), key);
  const get = (http: Http, path = '/', options: HttpOptions = {}) =>
    firstValueFrom(http.request(path, options));
  const kept = async (): Promise<string> => {
    const names = (await readdir(folder)).sort();
    const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')));
    return texts.join('\n');
  };

  it('is answered in the order in which it was, and the last answer stays', async () => {
    server.answer = inTurn(json({ n: 1 }), json({ n: 2 }));
    const source = recording();
    await get(source);
    await get(source);

    const again = replaying();
    const given = [await get(again), await get(again), await get(again)];

    expect(given.map(each => each.json())).toEqual([{ n: 1 }, { n: 2 }, { n: 2 }]);
    expect(server.requests).toHaveLength(2);
  });

  it('holds neither the key, wherever it comes back, nor cookies and tokens', async () => {
    const headers = { 'set-cookie': 'sid=cookie-0000', 'x-auth-token': 'token-0000' };
    const body = { you: KEY, access_token: 'access-0000', link: `/?apikey=${KEY}` };
    server.answer = reply(200, headers, JSON.stringify(body));

    await get(recording());

    const text = await kept();
    for (const secret of [KEY, 'cookie-0000', 'token-0000', 'access-0000']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('apikey=[secret]');
  });

  it('holds no secret of a large body either, wherever its chunks end', async () => {
    const line = `${'x'.repeat(997)}${KEY}\n`;
    server.answer = reply(200, {}, line.repeat(2_000));
    await allOf((await recording().stream('/')).bytes());

    const text = await kept();
    const again = await replaying().stream('/');

    expect(text).not.toContain(KEY);
    expect((await again.text()).split('[secret]')).toHaveLength(2_001);
  });

  it('is found with another key', async () => {
    await get(recording());

    await expect(get(replaying([], 'another-key-0000'))).resolves.toMatchObject({ status: 200 });
  });

  it('is found where a parameter differs that is not compared', async () => {
    await get(recording(), '/?until=1');

    await expect(get(replaying(['until']), '/?until=2')).resolves.toMatchObject({ status: 200 });
    await expect(get(replaying(), '/?until=2')).rejects.toMatchObject({
      code: 'HTTP_NOT_RECORDED',
    });
  });

  it('tells bodies apart', async () => {
    server.answer = (request, response) => {
      request.pipe(response);
    };
    const post = (n: number): HttpOptions => ({ method: 'POST', body: { n } });
    const source = recording();
    await get(source, '/', post(1));
    await get(source, '/', post(2));

    const second = await get(replaying(), '/', post(2));

    expect(second.json()).toEqual({ n: 2 });
  });

  it('answers a known version with a 304', async () => {
    server.answer = json({ n: 1 }, { etag: '"1"' });
    await get(recording());

    const again = await get(replaying(), '/', { etag: '"1"' });

    expect(again.unchanged).toBe(true);
  });

  it('fails where the source failed, also in the middle', async () => {
    server.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('[1,2,', () => response.socket?.destroy());
    };
    await untilFailure((await recording().stream('/')).jsonItems());

    const { given, error } = await untilFailure((await replaying().stream('/')).jsonItems());

    expect(given).toEqual([1, 2]);
    expect(error).toMatchObject({ code: 'HTTP_TRUNCATED' });
  });

  it('goes on behind what the folder holds', async () => {
    await get(recording(), '/a');
    await get(recording(), '/b');

    expect(await readdir(folder)).toHaveLength(2);
  });

  it.each([
    ['no JSON', '{'],
    ['no request', '{}'],
    ['no URL', '{"request":{"method":"GET","url":"x"},"response":{"status":200}}'],
    ['no status', '{"request":{"method":"GET","url":"http://a/"},"response":{"status":"200"}}'],
    ['a list', '[]'],
  ])('is refused when a file of it is %s', async (_what, text) => {
    await writeFile(join(folder, 'a.json'), text);

    expect(() => new TrafficReplayer(folder)).toThrow(
      expect.objectContaining({ code: 'HTTP_RECORDING' }),
    );
  });

  it('reads no file outside of its folder', async () => {
    const written = {
      request: { method: 'GET', url: `${server.url}/?apikey=[secret]` },
      response: { status: 200, body: { file: '../../../../etc/passwd' } },
    };
    await writeFile(join(folder, 'a.json'), JSON.stringify(written));

    await expect(get(replaying())).rejects.toThrow();
  });
});
