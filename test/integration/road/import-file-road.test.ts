import { Accepts, ImportFile, type ImportedFile } from '../../../src/connectors/index.js';
import { Stix, type StixObject } from '../../../src/stix/index.js';
import { stixMatchers, type ConnectorBench } from '../../../src/testing/index.js';
import { ROADS, roadBench } from '../../road/road-bench.js';

expect.extend(stixMatchers);

@ImportFile({ name: 'Addresses', concurrency: 20 })
class Addresses {
  @Accepts('text/plain')
  async *lines(file: ImportedFile): AsyncIterable<StixObject> {
    // Asked in the middle of each request, so that many stand in line with each other.
    await file.platform.query('query Asked { about { version } }');
    for await (const line of file.lines()) yield Stix.ipv4(line.trim());
  }

  @Accepts('application/json')
  async *document(file: ImportedFile): AsyncIterable<StixObject> {
    for (const value of await file.json<string[]>()) yield Stix.ipv4(value);
  }
}

let bench: ConnectorBench;

afterEach(() => bench.close());

const validated = { validationMode: 'workbench', forceValidation: true } as const;

describe.each(ROADS)('an import of a file over $by with OpenCTI $profile', road => {
  it('brings what the file says into OpenCTI, and closes the work', async () => {
    bench = await roadBench(Addresses, road);

    const { report, work } = await bench.importFile('a.txt', 'text/plain', '192.0.2.1\n192.0.2.2');

    expect(report).toMatchObject({ outcome: 'ok', about: 'a.txt', objects: 2 });
    expect(work).toMatchObject({ status: 'complete', errors: [] });
    expect(bench.sandbox.bundle()).toContainStix({ value: '192.0.2.2' });
  });

  it('leaves the result in a workbench when it is to be validated there', async () => {
    bench = await roadBench(Addresses, road);

    const { workbench } = await bench.importFile('a.txt', 'text/plain', '192.0.2.1', validated);

    expect(workbench).toContainStix({ value: '192.0.2.1' });
    expect(bench.sandbox.bundle()).not.toContainStix({ value: '192.0.2.1' });
  });

  it('imports at once when validation is to be left out', async () => {
    bench = await roadBench(Addresses, road);
    const asked = { ...validated, bypassValidation: true };

    const { workbench } = await bench.importFile('a.txt', 'text/plain', '192.0.2.1', asked);

    expect(workbench).toBeUndefined();
    expect(bench.sandbox.bundle()).toContainStix({ value: '192.0.2.1' });
  });

  it.each<[string, string, Uint8Array | string, string | undefined]>([
    ['is empty', 'text/plain', '', undefined],
    ['is of a type that nobody takes', 'application/zip', 'PK', 'REQUEST_OUT_OF_SCOPE'],
    ['is not what it says', 'application/json', 'no JSON at all', 'REQUEST_FILE_MALFORMED'],
    ['holds NUL', 'application/json', '["192.0.2.1\0"', 'REQUEST_FILE_MALFORMED'],
    ['holds what is no text', 'text/plain', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), undefined],
  ])('says so in the work when the file %s, and goes on', async (_, mime, content, code) => {
    bench = await roadBench(Addresses, road);

    const { report, work } = await bench.importFile('a.txt', mime, content);
    const next = await bench.importFile('b.txt', 'text/plain', '192.0.2.9');

    expect(report.errors.map(error => error.code)).toEqual(code === undefined ? [] : [code]);
    expect(work.status).toBe('complete');
    expect(next.report.outcome).toBe('ok');
  });
});

describe.each(['6.9', '7'] as const)(
  'an import that goes into a draft, with OpenCTI %s',
  profile => {
    it('makes one for itself when it is to be validated in one', async () => {
      bench = await roadBench(Addresses, { by: 'RabbitMQ', profile });
      const asked = { validationMode: 'draft', forceValidation: true } as const;

      await bench.importFile('a.txt', 'text/plain', '192.0.2.1\n192.0.2.2', asked);

      expect(bench.sandbox.drafts()).toEqual([expect.objectContaining({ name: 'a.txt' })]);
      expect(bench.sandbox.drafts()[0]?.objects).toHaveLength(2);
      expect(bench.sandbox.bundle()).not.toContainStix({ value: '192.0.2.1' });
    });
  },
);

describe('two hundred requests of different users, in different drafts, all at once', () => {
  it('each ask OpenCTI and send their result as their own user, in their own draft', async () => {
    bench = await roadBench(Addresses, { by: 'RabbitMQ', profile: '7' });
    const { users, drafts } = bench.platform;
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const userIds: string[] = [];
    const draftIds: (string | null)[] = [null];
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      const email = `analyst-${n}@example.org`;
      const account = { name: `Analyst ${n}`, email, groupIds: [], maxConfidence: 50 };
      userIds.push((await users.createServiceAccount(account)).id);
      draftIds.push(await drafts.create({ name: `Draft ${n}` }));
    }
    const pushed: Record<string, unknown>[] = [];
    bench.sandbox.on('message', ({ direction, body }) => {
      if (direction === 'in') pushed.push(JSON.parse(body) as Record<string, unknown>);
    });
    const askedOf = (n: number) => ({
      userId: userIds[n % userIds.length] ?? '',
      draftId: draftIds[n % draftIds.length] ?? null,
    });

    const results = await Promise.all(
      numbers.map(n =>
        bench.importFile(`${n}.txt`, 'text/plain', `10.1.${n >> 8}.${n & 255}`, askedOf(n)),
      ),
    );

    for (const [n, { work, report }] of results.entries()) {
      const { userId, draftId } = askedOf(n);
      const questions = bench.sandbox.requests.filter(
        ({ operation, headers }) => operation === 'Asked' && headers['opencti-work-id'] === work.id,
      );
      const messages = pushed.filter(message => message['work_id'] === work.id);
      const content = messages.map(message =>
        Buffer.from(String(message['content']), 'base64').toString('utf8'),
      );

      expect(report.outcome).toBe('ok');
      expect(questions.map(({ headers }) => headers)).toEqual([
        expect.objectContaining({
          'opencti-applicant-id': userId,
          'opencti-draft-id': draftId ?? '',
        }),
      ]);
      expect(messages).toEqual([
        expect.objectContaining({ applicant_id: userId, draft_id: draftId }),
      ]);
      expect(content.join()).toContain(`"10.1.${n >> 8}.${n & 255}"`);
    }
  });
});
