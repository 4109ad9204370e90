import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firstValueFrom } from 'rxjs';
import { NetworkSettings } from '../../../src/config/index.js';
import { Http, type HttpOptions, type HttpReply } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { RecordingLog } from '../../support/recording-log.js';

describe('Http, given the URL of a file', () => {
  let folder: string;
  let path: string;
  const clock = new FakeClock();
  const http = new Http(clock, new RecordingLog(), new NetworkSettings());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'octiflow-http-'));
    path = join(folder, 'cat alogue.json');
    await writeFile(path, '{"ok":true}');
  });

  afterEach(() => rm(folder, { recursive: true }));
  afterAll(() => http.close());

  const request = (options?: HttpOptions, target = path): Promise<HttpReply> =>
    firstValueFrom(http.request(pathToFileURL(target), options));

  it('answers as a source would', async () => {
    const reply = await request();

    expect(reply).toMatchObject({ status: 200, unchanged: false });
    expect(reply.json()).toEqual({ ok: true });
    expect(reply.headers['content-length']).toBe('11');
  });

  it('tells that nothing changed since the etag', async () => {
    const { etag } = await request();

    expect((await request({ etag })).unchanged).toBe(true);
  });

  it('tells that nothing changed since the date', async () => {
    const { lastModified } = await request();

    expect((await request({ lastModified })).unchanged).toBe(true);
  });

  it('sees a change of the same length', async () => {
    const { etag } = await request();
    await writeFile(path, '{"ok":null}');
    const { mtime } = await stat(path);
    await utimes(path, mtime, new Date(mtime.getTime() + 1_000));

    const reply = await request({ etag });

    expect(reply.unchanged).toBe(false);
    expect(reply.json()).toEqual({ ok: null });
  });

  it('fails when there is none', async () => {
    await expect(request({}, join(folder, 'other.json'))).rejects.toMatchObject({
      code: 'HTTP_NOT_FOUND',
    });
  });

  it('fails when it is a folder', async () => {
    await expect(request({}, folder)).rejects.toMatchObject({ code: 'HTTP_NOT_FOUND' });
  });

  it('fails when it is too large', async () => {
    await expect(request({ maxBytes: 10 })).rejects.toMatchObject({ code: 'HTTP_TOO_LARGE' });
  });

  it('fails when it is not on this machine', async () => {
    const answer = firstValueFrom(http.request('file://elsewhere.example/x.json'));

    await expect(answer).rejects.toMatchObject({ code: 'HTTP_URL' });
  });

  it('can not be written', async () => {
    await expect(request({ method: 'PUT', body: 'x' })).rejects.toMatchObject({ code: 'HTTP_URL' });
  });

  it('is given up when nobody listens any more', async () => {
    const subscription = http.get(pathToFileURL(path)).subscribe();

    subscription.unsubscribe();
    while (clock.pending > 0) await clock.advance(0);

    expect(clock.pending).toBe(0);
  });
});
