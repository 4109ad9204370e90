import { Sandbox, type Profile } from '../../../src/sandbox/index.js';
import { stixId, type StixObject } from '../../../src/stix/index.js';
import { CallbackConnector, type Posted } from './callback-connector.js';
import { ALPHA, SandboxClient } from './sandbox-client.js';
import { StreamClient } from './stream-client.js';

const address = withId({ type: 'ipv4-addr', value: '198.51.100.7' });
const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

function withId(object: Record<string, unknown> & { type: string }): StixObject & typeof object {
  return { ...object, id: stixId(object) };
}

/** What naive copies of the platform get wrong, one test each. */
describe.each<Profile>(['6.9', '7'])('fidelity traps of %s', profile => {
  let sandbox: Sandbox;
  let client: SandboxClient;
  let connector: CallbackConnector;
  let uri: string;
  const open: StreamClient[] = [];

  beforeEach(async () => {
    connector = new CallbackConnector();
    uri = await connector.open();
    sandbox = await Sandbox.start({ profile, heartbeatMs: 1_000_000 });
    client = new SandboxClient(sandbox);
    await client.register();
  });

  afterEach(async () => {
    for (const stream of open.splice(0)) stream.close();
    await sandbox.stop();
    await connector.close();
  });

  async function push(...objects: unknown[]): Promise<void> {
    await client.push(objects);
    await sandbox.idle();
  }

  async function listen(path: string, headers: Record<string, string> = {}): Promise<StreamClient> {
    const stream = await StreamClient.open(sandbox, path, headers);
    open.push(stream);

    return stream;
  }

  /** What a connector of a kind is sent when it is asked. */
  async function asked(
    type: string,
    scope: string,
    ask: (id: string) => Promise<unknown>,
  ): Promise<Posted['body']> {
    const id = 'b0000000-0000-4000-8000-0000000000bb';
    await client.register({ id, name: 'Beta', type, scope: [scope], listen_callback_uri: uri });
    await ask(id);
    const [posted] = await connector.until(1);
    if (!posted) throw new Error('nothing was posted');

    return posted.body;
  }

  it('state string "null": it is stored and given back as text', async () => {
    const ping = await client.ping('null');
    const registration = await client.register();

    expect(ping.data).toMatchObject({ pingConnector: { connector_state: 'null' } });
    expect(registration.data).toMatchObject({ registerConnector: { connector_state: 'null' } });
  });

  it('ping after a reset: the state that is sent is ignored once, and the empty text comes back', async () => {
    await client.ping('{"at":1}');
    await sandbox.resetState(ALPHA.id);

    const first = await client.ping('{"at":2}');
    const second = await client.ping('{"at":3}');

    expect(first.data).toMatchObject({ pingConnector: { connector_state: '' } });
    expect(second.data).toMatchObject({ pingConnector: { connector_state: '{"at":3}' } });
  });

  it.each(['{ nothing', '{ nothing }', 'query Q($id: String!) { connector(id: $id) { id } }'])(
    'errors with HTTP 200: %s',
    async query => {
      const reply = await client.post(JSON.stringify({ query }));

      expect(reply.status).toBe(200);
      expect(JSON.parse(reply.text)).toMatchObject({ errors: [{ message: expect.any(String) }] });
    },
  );

  it.each(['wrong', '', ' '])('AUTH_REQUIRED for the bad token %j', async token => {
    const stranger = new SandboxClient(sandbox, token);

    const reply = await stranger.post(JSON.stringify({ query: '{ about { version } }' }));

    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toMatchObject({ errors: [{ name: 'AUTH_REQUIRED' }] });
  });

  it('403 and 503 on storage: without a user, and for a file that is not there', async () => {
    const forbidden = await client.fetch('/storage/get/import/global/a.txt');
    const missing = await client.get('/storage/get/import/global/a.txt');

    expect(forbidden.status).toBe(403);
    expect(missing.status).toBe(503);
    expect(JSON.parse(missing.text)).toMatchObject({ status: 'error' });
  });

  it('connected without id', async () => {
    const stream = await listen('/stream/live');

    const [message] = await stream.until(1);

    expect(message).toMatchObject({ event: 'connected', id: undefined });
  });

  it('heartbeat data is a quoted date, and its id moves with time', async () => {
    const stream = await listen('/stream/live');
    await stream.until(1);

    sandbox.stream.beat();
    const first = (await stream.until(2))[1];
    while (Date.now() <= Number(first?.id?.split('-')[0])) await new Promise(setImmediate);
    sandbox.stream.beat();
    const second = (await stream.until(3))[2];

    expect(stream.text).toContain(`data: ${JSON.stringify(first?.data)}\n`);
    expect(first?.data).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(Number(second?.id?.split('-')[0])).toBeGreaterThan(Number(first?.id?.split('-')[0]));
  });

  it('SSE event name and payload type differ when something comes into view', async () => {
    const filters = { mode: 'and', filters: [{ key: 'objectLabel', values: ['watched'] }] };
    sandbox.stream.add({ id: 'watched', name: 'Watched', filters });
    await push(tool);
    const stream = await listen('/stream/watched');
    await stream.until(1);

    await client.query(
      'mutation F($id: ID!, $i: [EditInput]!) { stixDomainObjectEdit(id: $id) { fieldPatch(input: $i) { id } } }',
      { id: tool.id, i: [{ key: 'objectLabel', value: ['watched'], operation: 'add' }] },
    );
    const message = (await stream.until(2))[1];

    expect(message?.event).toBe('create');
    expect(message?.data).toMatchObject({ type: 'update' });
  });

  it('dependency payloads have no type', async () => {
    const filters = { mode: 'and', filters: [{ key: 'entity_type', values: ['uses'] }] };
    sandbox.stream.add({ id: 'links', name: 'Links', filters });
    const stream = await listen('/stream/links');
    await stream.until(1);

    await push(malware, tool, uses);
    const messages = await stream.until(4);
    const dependencies = messages.filter(({ data }) => Object.hasOwn(Object(data), 'data'));
    const [dependency, , own] = dependencies;

    expect(messages.map(({ event }) => event)).toEqual(['connected', 'create', 'create', 'create']);
    expect(dependency?.data).not.toHaveProperty('type');
    expect(own?.data).toMatchObject({ type: 'create', data: { type: 'relationship' } });
  });

  it.each(['none', 'stix_bundle', null])(
    'stix_objects is null whatever the resolution %j says, and stix_entity is text',
    async resolution => {
      await push(address);
      const id = 'b0000000-0000-4000-8000-0000000000bb';
      const input = { id, name: 'Beta', scope: ['IPv4-Addr'], listen_callback_uri: uri };
      const type = 'INTERNAL_ENRICHMENT';
      await client.register({ ...input, type, enrichment_resolution: resolution });

      await sandbox.ask.enrichment(address.id);
      const [posted] = await connector.until(1);

      expect(posted?.body.event.stix_objects).toBeNull();
      expect(JSON.parse(String(posted?.body.event.stix_entity))).toMatchObject({ id: address.id });
    },
  );

  it('playbook bundle is an object, and there is no work', async () => {
    await push(address);

    const { internal, event } = await asked('INTERNAL_ENRICHMENT', 'IPv4-Addr', id =>
      sandbox.askPlaybookStep(id, address.id),
    );

    expect(event.bundle).toMatchObject({ type: 'bundle', objects: [{ id: address.id }] });
    expect(event).not.toHaveProperty('event_type');
    expect(internal.work_id).toBeNull();
  });

  it('applicant_id is null on a manual enrichment', async () => {
    await push(address);

    const { internal } = await asked('INTERNAL_ENRICHMENT', 'IPv4-Addr', () =>
      sandbox.ask.enrichment(address.id),
    );

    expect(internal).toMatchObject({ applicant_id: null, mode: 'manual', trigger: 'update' });
  });

  it('import mode is auto when somebody asked for it', async () => {
    const file = await sandbox.upload('a.txt', 'text/plain', 'text');

    const { internal, event } = await asked('INTERNAL_IMPORT_FILE', 'text/plain', () =>
      sandbox.ask.import(file.id),
    );

    expect(internal).toMatchObject({ mode: 'auto', trigger: 'update' });
    expect(event).not.toHaveProperty('event_type');
  });

  it('list export has no event_type', async () => {
    await push(malware);
    const format = 'application/json';

    const { event } = await asked('INTERNAL_EXPORT_FILE', format, () =>
      sandbox.ask.export({ format, list: { entityType: 'Malware' } }),
    );

    expect(event).toMatchObject({ export_scope: 'query', list_params: expect.any(Object) });
    expect(event).not.toHaveProperty('event_type');
    expect(event).not.toHaveProperty('selected_ids');
  });

  it('acknowledged before it is processed: what was taken is never sent again', async () => {
    await push(address);
    await asked('INTERNAL_ENRICHMENT', 'IPv4-Addr', () => sandbox.ask.enrichment(address.id));

    await sandbox.ask.enrichment(address.id);
    const posted = await connector.until(2);
    const works = posted.map(({ body }) => body.internal.work_id);

    expect(new Set(works).size).toBe(2);
    expect(sandbox.works().filter(({ status }) => status === 'wait')).toHaveLength(2);
  });

  it.each([
    'toReceived(message: "x")',
    'toProcessed(message: "x")',
    'addExpectations(expectations: 1)',
    'reportExpectation(error: null)',
    'ping',
    'delete',
  ])('silent work mutations: %s of a work that is not there', async field => {
    const reply = await client.edit('work_gone', field);

    expect(reply.errors).toBeUndefined();
    expect(Object.values(Object(reply.data?.workEdit))).toEqual(['work_gone']);
  });

  it('processed == expected completes a work, though its connector never said so', async () => {
    const work = await client.openWork();
    await client.edit(work, 'addExpectations(expectations: 1)');

    await client.push([malware], work);
    await sandbox.whenWork(({ status }) => status === 'complete');

    expect(sandbox.works()).toMatchObject([{ expected: 1, processed: 1, processedAt: null }]);
  });

  it('nack means the message is lost: nothing is reported to its work', async () => {
    const work = await client.openWork();
    await client.edit(work, 'addExpectations(expectations: 2)');

    await client.push([{ type: 'malware' }], work);
    await client.push([malware], work);
    await sandbox.whenWork(({ processed }) => processed === 1);

    expect(sandbox.bundle().objects.map(({ id }) => id)).toEqual([malware.id]);
    expect(sandbox.works()).toMatchObject([
      { status: 'progress', expected: 2, processed: 1, errors: [] },
    ]);
  });
});

describe('fidelity traps of 6.9', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;

  beforeEach(async () => {
    sandbox = await Sandbox.start({ profile: '6.9' });
    client = new SandboxClient(sandbox);
    await client.register();
  });

  afterEach(() => sandbox.stop());

  it('work finished: a bundle that comes later is dropped without a word to anybody', async () => {
    const work = await client.openWork();
    await client.edit(work, 'addExpectations(expectations: 1)');
    await client.push([malware], work);
    await sandbox.whenWork(({ status }) => status === 'complete');
    await client.edit(work, 'toProcessed(message: "Done")');

    await client.push([tool], work);
    await sandbox.idle();

    expect(sandbox.bundle().objects.map(({ id }) => id)).toEqual([malware.id]);
    expect(sandbox.works()).toMatchObject([{ status: 'complete', errors: [] }]);
    expect((await sandbox.state()).journal).toMatchObject([
      { message: 'bundle of a dead work dropped' },
    ]);
  });
});
