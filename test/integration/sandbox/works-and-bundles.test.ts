import { Sandbox } from '../../../src/sandbox/index.js';
import { stixId } from '../../../src/stix/index.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';

type Sent = Record<string, unknown> & { type: string };

function withId(object: Sent): Sent & { id: string } {
  return { ...object, id: stixId(object) };
}

const malware = withId({ type: 'malware', name: 'Emotet', is_family: true });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

const WORK = `query WorkQuery($id: ID!) {
  work(id: $id) {
    id name user { name } timestamp status event_source_id
    received_time processed_time completed_time
    tracking { import_expected_number import_processed_number }
    messages { timestamp message sequence source }
    errors { timestamp message sequence source }
  }
}`;

describe('works and bundles', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeEach(async () => {
    sandbox = await Sandbox.start();
    client = new SandboxClient(sandbox);
    await client.register();
  });

  afterEach(() => sandbox.stop());

  it('go from an opened work to knowledge', async () => {
    const work = await client.openWork('first run');
    const pushed = await client.push([uses, tool, malware], work);
    await sandbox.whenWork(({ processed }) => processed === 3);
    await client.edit(work, 'toProcessed(message: "Done")');

    await sandbox.idle();

    const { data } = await client.query(WORK, { id: work });
    expect(pushed).toEqual({ data: { stixBundlePush: true } });
    expect(data).toMatchObject({
      work: {
        id: work,
        name: 'first run',
        user: { name: 'admin' },
        status: 'complete',
        event_source_id: ALPHA.id,
        tracking: { import_expected_number: 3, import_processed_number: 3 },
        messages: [{ message: 'Done' }],
        errors: [],
      },
    });
    expect((await sandbox.state()).counts).toMatchObject({ objects: 2, relationships: 1 });
  });

  it('open a work for a bundle that names none', async () => {
    await client.push([malware]);

    await sandbox.idle();

    expect(sandbox.works()).toMatchObject([
      { connector: ALPHA.id, status: 'complete', expected: 1, processed: 1 },
    ]);
    expect(sandbox.works()[0]?.name).toMatch(/^Alpha run @ \d{4}-/);
  });

  it('attach what went wrong to the work', async () => {
    const work = await client.openWork();
    await client.push([malware, uses], work);
    await client.edit(work, 'toReceived(message: "begun")');

    const { errors } = await sandbox.whenWork(({ processed }) => processed === 2);

    expect(errors).toMatchObject([
      { message: expect.stringContaining('MISSING_REFERENCE_ERROR') as string },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['no bundle', '{"type":"malware","objects":[{}]}'],
    ['no objects', '{"type":"bundle","objects":[]}'],
    ['no list', '{"type":"bundle","objects":{}}'],
    ['null', 'null'],
  ])('refuse a bundle that is %s', async (_what, bundle) => {
    const reply = await client.query(
      'mutation P($c: String!, $b: String!) { stixBundlePush(connectorId: $c, bundle: $b) }',
      { c: ALPHA.id, b: bundle },
    );

    expect(reply.errors?.[0]).toMatchObject({
      name: 'UNSUPPORTED_ERROR',
      message: 'Invalid bundle',
    });
  });

  it('refuse the bundle of a connector that is not registered', async () => {
    const reply = await client.push([malware], undefined, 'unknown');

    expect(reply.errors?.[0]?.message).toBe('Invalid bundle');
  });

  it('say nothing of changes to a work that is not there', async () => {
    for (const field of [
      'toReceived(message: "m")',
      'toProcessed(message: "m", inError: true)',
      'addExpectations(expectations: 1)',
      'reportExpectation(error: {error: "e", source: "s"})',
      'addDraftContext(draftContext: "d")',
      'ping',
      'delete',
    ]) {
      const reply = await client.edit('work_gone', `answer: ${field}`);
      expect(reply).toEqual({ data: { workEdit: { answer: 'work_gone' } } });
    }
  });

  it('are dropped when the work was deleted', async () => {
    const work = await client.openWork();
    await client.edit(work, 'delete');
    await client.push([malware], work);

    await sandbox.idle();

    expect(sandbox.bundle().objects).toEqual([]);
    expect((await sandbox.state()).journal).toMatchObject([
      { message: 'bundle of a dead work dropped', facts: { work } },
    ]);
  });

  it('tell whether a work is alive', async () => {
    const work = await client.openWork();
    const isAlive = (id: string): Promise<unknown> =>
      client.query('query A($id: ID!) { isWorkAlive(id: $id) }', { id });

    expect(await isAlive(work)).toEqual({ data: { isWorkAlive: true } });
    expect(await isAlive('work_gone')).toEqual({ data: { isWorkAlive: false } });
  });

  it('list the works of a connector, newest first', async () => {
    const first = await client.openWork('first');
    const second = await client.openWork('second');

    const { data } = await client.query(
      `query Works($count: Int, $filters: FilterGroup) {
        works(first: $count, orderBy: timestamp, orderMode: desc, filters: $filters) {
          edges { node { id status } }
        }
      }`,
      {
        count: 50,
        filters: {
          mode: 'and',
          filters: [{ key: 'connector_id', values: [ALPHA.id] }],
          filterGroups: [],
        },
      },
    );

    const { edges } = (data as unknown as { works: { edges: { node: { id: string } }[] } }).works;
    expect(edges.map(({ node }) => node.id)).toEqual([second, first]);
  });

  it('delete all works of a connector at once', async () => {
    await client.openWork();
    await client.openWork();
    const remove = 'mutation W($c: String!) { workDelete(connectorId: $c) }';

    const reply = await client.query(remove, { c: ALPHA.id });
    const unknown = await client.query(remove, { c: 'unknown' });

    expect(reply.data).toEqual({ workDelete: true });
    expect(sandbox.works()).toEqual([]);
    expect(unknown.errors?.[0]?.name).toBe('ALREADY_DELETED_ERROR');
  });

  it('find the TLP that a connector looks for', async () => {
    const { data } = await client.query(
      `query Markings($filters: FilterGroup) {
        markingDefinitions(filters: $filters, first: 1) {
          edges { node { id standard_id definition x_opencti_order } }
          pageInfo { globalCount }
        }
      }`,
      {
        filters: {
          mode: 'and',
          filters: [{ key: 'definition', values: ['TLP:AMBER'] }],
          filterGroups: [],
        },
      },
    );

    expect(data).toMatchObject({
      markingDefinitions: {
        edges: [
          {
            node: {
              standard_id: 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82',
              definition: 'TLP:AMBER',
              x_opencti_order: 3,
            },
          },
        ],
        pageInfo: { globalCount: 1 },
      },
    });
  });

  it('take a bundle of many thousand objects while answering others', async () => {
    const objects = Array.from({ length: 5_000 }, (_, n) =>
      withId({ type: 'vulnerability', name: `CVE-2026-${n}` }),
    );

    await client.push(objects);
    const reply = await client.query('{ about { version } }');
    await sandbox.idle();

    expect(reply.errors).toBeUndefined();
    expect((await sandbox.state()).counts.byType).toEqual({ vulnerability: 5_000 });
  });
});
