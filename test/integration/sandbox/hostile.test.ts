import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sandbox } from '../../../src/sandbox/index.js';
import { stixId } from '../../../src/stix/index.js';
import { SandboxClient } from './sandbox-client.js';

const malware = {
  type: 'malware',
  id: stixId({ type: 'malware', name: 'Emotet' }),
  name: 'Emotet',
};

/** JSON that is nested so deeply that a recursive reader would run out of stack. */
function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

describe('a sandbox among hostile clients', () => {
  let folder: string;
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'octiflow-hostile-'));
    sandbox = await Sandbox.start({ data: join(folder, 'data') });
    client = new SandboxClient(sandbox);
    await client.register();
  });

  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function goesOn(): Promise<void> {
    await client.push([malware]);
    await sandbox.whenWork(({ status }) => status === 'complete');

    expect(sandbox.bundle().objects).toContainEqual(expect.objectContaining({ id: malware.id }));
  }

  it.each([
    'ask/enrichment',
    'ask/import',
    'ask/export',
    'ask/analysis',
    'ask/playbook',
    'files?name=a.txt',
    'connectors/any/reset',
    'streams/replay',
    'streams/live/stop',
    'drafts/any/validate',
  ])('presses no button for who has no token: %s', async path => {
    const stranger = new SandboxClient(sandbox, 'wrong');

    const without = await client.fetch(`/sandbox/api/${path}`, { method: 'POST' });
    const wrong = await stranger.press(path);

    expect([without.status, wrong.status]).toEqual([401, 401]);
  });

  it.each([
    '../../escaped.txt',
    '..\\..\\escaped.txt',
    '/etc/escaped.txt',
    '.',
    '..',
    'a\0b.txt',
    '%2e%2e%2fescaped.txt',
    '__proto__',
    'x'.repeat(5_000),
  ])('keeps a file named %j inside its folder', async name => {
    const stored = await sandbox.upload(name, 'text/plain', 'text');

    const names = await readdir(join(folder, 'data', 'files'));

    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(await readdir(folder)).toEqual(['data']);
    expect((await sandbox.readFile(stored.id)).toString()).toBe('text');
  });

  it.each([
    ['fields', '{a'.repeat(20_000) + '}'.repeat(20_000)],
    ['lists', `{ about(x: ${nested(20_000)}) { version } }`],
    ['selections of one field', `{ ${'about { version } '.repeat(20_000)} }`],
    ['characters that are none', '{ \u0000\uffff\ud800 }'],
  ])('refuses a document of endless %s, and goes on', async (_what, query) => {
    const { status, text } = await client.post(JSON.stringify({ query }));

    expect(status).toBeLessThan(600);
    expect(text).not.toMatch(/ at .+\.[jt]s:\d+/);
    await goesOn();
  });

  it('takes variables of endless depth for what they are, and goes on', async () => {
    const query = 'query Q($id: String!) { connector(id: $id) { id } }';

    const { status, text } = await client.post(
      `{"query":${JSON.stringify(query)},"variables":{"id":${nested(50_000)}}}`,
    );

    expect(status).toBeLessThan(600);
    expect(text).not.toMatch(/ at .+\.[jt]s:\d+/);
    await goesOn();
  });

  it('drops an object of endless depth, and goes on', async () => {
    const deep = JSON.stringify({ ...malware, x: 0 }).replace('"x":0', `"x":${nested(50_000)}`);
    const bundle = `{"type":"bundle","id":"bundle--1","objects":[${deep}]}`;

    await client.query(
      'mutation P($c: String!, $b: String!) { stixBundlePush(connectorId: $c, bundle: $b) }',
      { c: 'b0000000-0000-4000-8000-0000000000aa', b: bundle },
    );

    await goesOn();
    const { journal, objects } = await sandbox.state();

    expect(journal).toMatchObject([{ message: 'message dropped' }]);
    expect(objects).toHaveLength(1);
  });

  it('keeps members named like those of every object as data', async () => {
    const own = '{"type":"tool","id":"tool--1","name":"Own","__proto__":{"admin":true}}';

    await client.query(
      'mutation P($c: String!, $b: String!) { stixBundlePush(connectorId: $c, bundle: $b) }',
      {
        c: 'b0000000-0000-4000-8000-0000000000aa',
        b: `{"type":"bundle","id":"bundle--1","objects":[${own}]}`,
      },
    );
    await sandbox.idle();

    expect(Object.hasOwn({}, 'admin')).toBe(false);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    await goesOn();
  });

  it.each(['__proto__', 'constructor', 'toString', '../..', '%00'])(
    'finds nothing under the id %j',
    async id => {
      const object = await client.get(`/sandbox/api/objects/${encodeURIComponent(id)}`);
      const reset = await client.press(`connectors/${encodeURIComponent(id)}/reset`);

      expect([object.status, reset.status]).toEqual([404, 404]);
    },
  );

  it('refuses a body over its limit without taking it', async () => {
    const { status } = await client.press('ask/enrichment', { entityId: 'x'.repeat(51 << 20) });

    expect(status).toBe(500);
    await goesOn();
  });
});
