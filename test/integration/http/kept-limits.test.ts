import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom } from 'rxjs';
import { NetworkSettings } from '../../../src/config/index.js';
import { FileRateLimitStore, Http, HttpTraffic, type RateLimit } from '../../../src/http/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { json, scriptedServer, type ScriptedServer } from '../../road/scripted-server.js';
import { RecordingLog } from '../../support/recording-log.js';

describe('a rate limit', () => {
  const clock = new FakeClock();
  const log = new RecordingLog();
  let folder: string;
  let file: string;
  let server: ScriptedServer;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'octiflow-limits-'));
    file = join(folder, 'deep', 'limits.json');
    server = await scriptedServer(json([]));
  });

  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  /** Asks once, as a process does that has just started. */
  const askAnew = async (rateLimit: RateLimit): Promise<unknown> => {
    const store = new FileRateLimitStore(file);
    const http = new Http(clock, log, new NetworkSettings(), new HttpTraffic(), store);
    const source = http.with({ baseUrl: server.url, rateLimit: { maxWaitMs: 0, ...rateLimit } });
    try {
      return await firstValueFrom(source.get('/', { retries: 0 }));
    } finally {
      await http.close();
    }
  };

  it('holds over a restart', async () => {
    await askAnew({ perDay: 2 });
    await askAnew({ perDay: 2 });

    await expect(askAnew({ perDay: 2 })).rejects.toMatchObject({ code: 'HTTP_QUOTA' });
    expect(server.requests).toHaveLength(2);
  });

  it('leaves another limit of the same connector alone', async () => {
    await askAnew({ perDay: 1, key: 'one' });

    await expect(askAnew({ perDay: 1, key: 'other' })).resolves.toEqual([]);
  });

  it.each(['', '[]', '{"x', 'null', '{"a":{"buckets":{"the limit is 1 requests a day":"x"}}}'])(
    'starts anew with a file that holds %j',
    async text => {
      file = join(folder, 'limits.json');
      await writeFile(file, text);

      await expect(askAnew({ perDay: 1, key: 'a' })).resolves.toEqual([]);
      await expect(askAnew({ perDay: 1, key: 'a' })).rejects.toMatchObject({ code: 'HTTP_QUOTA' });
    },
  );
});
