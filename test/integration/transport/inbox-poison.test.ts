import { connect } from 'amqplib';
import { mkdtemp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '../../../src/testing/index.js';
import { FolderJournal, type InboxMessage } from '../../../src/transport/index.js';
import { TcpProxy, type ProxyTarget } from '../../network/tcp-proxy.js';
import { requestMessage, workOf } from '../../support/request-message.js';
import { until } from '../../support/until.js';
import { InboxBench } from './inbox-bench.js';

const url = process.env['AMQP_URL'] ?? '';

let folder: string;
let bench: InboxBench | undefined;
let networks: TcpProxy[];
let poisoned: { readonly work: string | null; readonly deaths: number }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
  networks = [];
  poisoned = [];
});

afterEach(async () => {
  await bench?.close();
  bench = undefined;
  await Promise.all(networks.map(network => network.stop()));
  await rm(folder, { recursive: true });
});

const onPoison = async ({ body }: InboxMessage, deaths: number): Promise<void> => {
  poisoned.push({ work: workOf(body), deaths });
};

describe('a request that processes die on', () => {
  it('is reported instead of run by the third process', async () => {
    bench = await InboxBench.open(url);
    const { queue, held, clock } = bench;
    await queue.send(requestMessage('w1'), requestMessage('w2'));
    for (const death of [1, 2]) {
      const network = await TcpProxy.start(brokerOf(url));
      networks.push(network);
      await bench.started({ port: network.port, journal: new FolderJournal(folder, clock) });
      await held.whenCalls(death);
      // What a killed process leaves: a broken connection, and a journal that was never told.
      network.refuse();
      network.cut();
      await until(async () => (await queue.size()) === 2);
    }

    await bench.started({ journal: new FolderJournal(folder, clock), onPoison });
    await held.whenCalls(3);

    expect(held.works).toEqual(['w1', 'w1', 'w2']);
    expect(poisoned).toEqual([{ work: 'w1', deaths: 2 }]);
  });

  it('is told by the count of a broker that has one', async () => {
    bench = await InboxBench.open(url, { type: 'quorum' });
    const { queue, held } = bench;
    await queue.send(requestMessage('w1'), requestMessage('w2'));
    for (let death = 0; death < 5; death++) await takeAndDie(queue.name);

    await bench.started({ onPoison });
    await held.whenCalls(1);

    expect(held.works).toEqual(['w2']);
    expect(poisoned).toEqual([{ work: 'w1', deaths: 5 }]);
  });
});

function brokerOf(address: string): ProxyTarget {
  const { hostname, port } = new URL(address);

  return { host: hostname, port: Number(port || 5672) };
}

/** What a process does that dies: it takes a message, and its connection ends. */
async function takeAndDie(queue: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.get(queue);
  await connection.close();
}

describe('a journal in a folder', () => {
  const clock = new FakeClock();
  const journalIn = async (...path: readonly string[]): Promise<FolderJournal> => {
    const journal = new FolderJournal(join(folder, ...path), clock);
    await journal.open();

    return journal;
  };

  it('makes its folder', async () => {
    await (await journalIn('a', 'b')).begin('w1');

    expect(await readdir(join(folder, 'a', 'b'))).toHaveLength(1);
  });

  it('counts the deaths of processes, across any number of them', async () => {
    const counts: number[] = [];
    for (let process = 0; process < 4; process++) {
      const journal = await journalIn();
      counts.push(await journal.deaths('w1'));
      await journal.begin('w1');
    }

    expect(counts).toEqual([0, 1, 2, 3]);
  });

  it('counts no death for what was released', async () => {
    const first = await journalIn();
    await first.begin('w1');
    await first.release('w1');

    expect(await (await journalIn()).deaths('w1')).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps the deaths of what was released', async () => {
    await (await journalIn()).begin('w1');
    const second = await journalIn();
    await second.begin('w1');
    await second.release('w1');

    expect(await (await journalIn()).deaths('w1')).toBe(1);
  });

  it('forgets what was settled', async () => {
    await (await journalIn()).begin('w1');
    const second = await journalIn();
    await second.begin('w1');
    await second.settle('w1');

    expect(await second.deaths('w1')).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('forgets after 7 days what nobody asked for', async () => {
    await (await journalIn()).begin('w1');
    await clock.advance(7 * 24 * 3_600_000 + 1);

    await journalIn();

    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['../../escape', '', '\0', 'ä/b', 'w'.repeat(10_000)])(
    'keeps any key inside its folder: %.12p',
    async key => {
      await (await journalIn()).begin(key);

      expect(await (await journalIn()).deaths(key)).toBe(1);
      expect(await readdir(folder)).toEqual([
        expect.stringMatching(/^[0-9a-f]{64}\.request\.json$/),
      ]);
    },
  );

  it('takes no harm from files that are not its own', async () => {
    await (await journalIn()).begin('w1');
    await writeFile(join(folder, 'cut.request.json'), '{"key":"w2","dea');
    await writeFile(join(folder, 'odd.request.json'), '{"key":7,"deaths":"many"}');
    await writeFile(join(folder, 'null.request.json'), 'null');
    await mkdir(join(folder, 'folder.request.json'));
    await writeFile(join(folder, 'notes.txt'), 'mine');

    const journal = await journalIn();

    expect(await journal.deaths('w1')).toBe(1);
    expect(await readFile(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});
