import { Sandbox } from '../../../src/sandbox/index.js';
import { stixId, type StixObject } from '../../../src/stix/index.js';
import { SandboxClient } from './sandbox-client.js';
import { StreamClient } from './stream-client.js';

function withId(object: Record<string, unknown> & { type: string }): StixObject & typeof object {
  return { ...object, id: stixId(object) };
}

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const malware = withId({ type: 'malware', name: 'Emotet', created_by_ref: author.id });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

interface Payload {
  readonly type?: string;
  readonly data: StixObject;
  readonly origin: Record<string, unknown>;
  readonly context?: {
    readonly patch: readonly unknown[];
    readonly reverse_patch: readonly unknown[];
  };
}

describe('live streams', () => {
  let sandbox: Sandbox;
  let client: SandboxClient;
  const open: StreamClient[] = [];

  async function start(options: Parameters<typeof Sandbox.start>[0] = {}): Promise<void> {
    // Signs of life come when a test asks for them.
    sandbox = await Sandbox.start({ heartbeatMs: 1_000_000, ...options });
    client = new SandboxClient(sandbox);
    await client.register();
  }

  async function listen(path: string, headers: Record<string, string> = {}): Promise<StreamClient> {
    const stream = await StreamClient.open(sandbox, path, headers);
    open.push(stream);

    return stream;
  }

  async function push(...objects: unknown[]): Promise<void> {
    await client.push(objects);
    await sandbox.idle();
  }

  function payload(message: { data: unknown } | undefined): Payload {
    return message?.data as Payload;
  }

  beforeEach(() => start());

  afterEach(async () => {
    for (const stream of open.splice(0)) stream.close();
    await sandbox.stop();
  });

  it('have the head of an event stream, and begin with a greeting', async () => {
    const stream = await listen('/stream/live');

    const [greeting] = await stream.until(1);

    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'access-control-allow-origin': '*',
    });
    expect(greeting).toMatchObject({ event: 'connected', id: undefined });
    expect(stream.text).toMatch(/^event: connected\ndata: {.*}\n\n$/);
  });

  it('tell of what is created, changed and deleted', async () => {
    const stream = await listen('/stream/live');
    await stream.until(1);

    await push(tool);
    await push({ ...tool, description: 'new' });
    await sandbox.deleteObject(tool.id);
    const messages = await stream.until(4);

    const [created, updated, deleted] = messages.slice(1);
    expect([created, updated, deleted].map(message => message?.event)).toEqual([
      'create',
      'update',
      'delete',
    ]);
    expect(created?.data).toMatchObject({
      version: '4',
      type: 'create',
      scope: 'external',
      data: { id: tool.id, name: 'PsExec' },
      event_id: created?.id,
    });
    expect(payload(updated).context?.patch).toContainEqual({
      op: 'add',
      path: '/description',
      value: 'new',
    });
    expect(payload(updated).context?.reverse_patch).toContainEqual({
      op: 'remove',
      path: '/description',
    });
    expect(payload(deleted)).not.toHaveProperty('context');
    expect(created?.id).toMatch(/^\d+-\d+$/);
  });

  it('tell of a merge once, with what was taken up', async () => {
    const other = withId({ type: 'malware', name: 'Heodo' });
    await push(author, malware, other);
    const stream = await listen('/stream/live');
    await stream.until(1);

    await client.query(
      'mutation M($id: ID!, $s: [String]!) { stixEdit(id: $id) { merge(stixObjectsIds: $s) { id } } }',
      { id: malware.id, s: [other.id] },
    );
    const merge = await stream.first(({ event }) => event === 'merge');

    expect(merge.data).toMatchObject({
      type: 'merge',
      data: { id: malware.id },
      context: { sources: [{ id: other.id }] },
    });
  });

  it('go on after the last event that was seen', async () => {
    await push(author);
    await push(tool);
    const first = await listen('/stream/live', { 'last-event-id': '0-0' });
    const [, seen] = await first.until(3);

    const again = await listen('/stream/live', { 'last-event-id': seen?.id ?? '' });
    const messages = await again.until(2);

    expect(payload(seen).data.id).toBe(author.id);
    expect(payload(messages[1]).data.id).toBe(tool.id);
  });

  it('take where to begin from the query before headers', async () => {
    await push(author);

    const all = await listen('/stream/live?from=0', { 'last-event-id': '9999999999999-0' });
    const none = await listen(`/stream/live?from=${new Date(Date.now() + 60_000).toISOString()}`);
    await none.until(1);
    const messages = await all.until(2);

    expect(payload(messages[1]).data.id).toBe(author.id);
    expect(none.messages).toHaveLength(1);
  });

  it('bring a reader up to date from what is stored', async () => {
    await sandbox.stop();
    await start({
      load: { type: 'bundle', id: 'bundle--1', objects: [author, malware, tool, uses] },
    });
    const recover = new Date(Date.now() + 1_000).toISOString();

    const stream = await listen(`/stream/live?recover=${recover}`, {
      'last-event-id': '0-0',
      'no-dependencies': 'true',
    });
    const messages = await stream.until(5);

    expect(messages.slice(1).map(message => payload(message).data.type)).toEqual([
      'identity',
      'malware',
      'tool',
      'relationship',
    ]);
    expect(messages.slice(1).every(({ event }) => event === 'create')).toBe(true);
    expect(payload(messages[1]).origin).toEqual({ referer: 'init-create' });
  });

  it('send relationships of what they send, unless they are not wanted', async () => {
    await push(author, malware, tool, uses);
    const filters = { mode: 'and', filters: [{ key: 'entity_type', values: ['Tool'] }] };
    sandbox.stream.add({ id: 'tools', name: 'Tools', filters });
    const without = await listen('/stream/tools', { 'no-dependencies': 'true' });
    const stream = await listen('/stream/tools');
    await Promise.all([without.until(1), stream.until(1)]);

    await push({ ...tool, description: 'new' });
    const [full, lean] = await Promise.all([
      stream.first(({ event }) => event === 'update').then(() => stream.messages),
      without.until(2),
    ]);

    expect(full.slice(1).map(message => payload(message).data.type)).toEqual([
      'identity',
      'malware',
      'relationship',
      'tool',
    ]);
    expect(lean.map(({ event }) => event)).toEqual(['connected', 'update']);
  });

  it('send what leaves as deleted and what enters as created', async () => {
    const filters = { mode: 'and', filters: [{ key: 'objectLabel', values: ['watched'] }] };
    sandbox.stream.add({ id: 'watched', name: 'Watched', filters });
    await push(tool);
    const stream = await listen('/stream/watched');
    await stream.until(1);
    const label = (operation: string): Promise<unknown> =>
      client.query(
        'mutation F($id: ID!, $i: [EditInput]!) { stixDomainObjectEdit(id: $id) { fieldPatch(input: $i) { id } } }',
        { id: tool.id, i: [{ key: 'objectLabel', value: ['watched'], operation }] },
      );

    await label('add');
    await label('remove');
    const messages = await stream.until(3);

    expect(messages.slice(1).map(({ event }) => event)).toEqual(['create', 'delete']);
    expect(messages.slice(1).map(message => payload(message).type)).toEqual(['update', 'update']);
  });

  it('leave deletions out for those who do not want them', async () => {
    await push(tool);
    const stream = await listen('/stream/live', { 'listen-delete': 'false' });
    await stream.until(1);

    await sandbox.deleteObject(tool.id);
    sandbox.stream.beat();
    const messages = await stream.until(2);

    expect(messages[1]?.event).toBe('heartbeat');
  });

  it('say nothing of what happens in drafts', async () => {
    const stream = await listen('/stream/live');
    await stream.until(1);
    const { data } = await client.query(
      'mutation { draftWorkspaceAdd(input: { name: "d" }) { id } }',
    );
    const { id } = (data as unknown as { draftWorkspaceAdd: { id: string } }).draftWorkspaceAdd;
    await client.query(
      'mutation { toolAdd(input: { name: "PsExec" }) { id } }',
      {},
      { 'opencti-draft-id': id },
    );

    sandbox.stream.beat();
    await stream.until(2);
    await sandbox.validateDraft(id);
    const messages = await stream.until(3);

    expect(messages.map(({ event }) => event)).toEqual(['connected', 'heartbeat', 'create']);
  });

  it.each(['/stream', '/stream/live'])('need at %s a user who passes every check', async path => {
    const anonymous = await listen(path, { authorization: '' });
    const wrong = await listen(path, { authorization: 'Bearer wrong' });
    sandbox.refuseToken();
    const refused = await listen(path);

    expect([anonymous, wrong, refused].map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(anonymous.reason).toContain('not authorized');
  });

  it('answer 401 where there is none, and 410 where one was stopped', async () => {
    sandbox.stream.add({ id: 'one', name: 'One' });
    sandbox.stream.stop('one');

    const unknown = await listen('/stream/unknown');
    const raw = await listen('/stream/raw');
    const stopped = await listen('/stream/one');

    expect([unknown, raw, stopped].map(({ status }) => status)).toEqual([401, 401, 410]);
    expect(stopped.reason).toContain('stopped');
  });

  it('send their readers away when they are stopped, and take them again when started', async () => {
    sandbox.stream.add({ id: 'one', name: 'One' });
    const stream = await listen('/stream/one');
    await stream.until(1);

    sandbox.stream.stop('one');
    await stream.ended();
    sandbox.stream.start('one');
    const again = await listen('/stream/one');

    expect(again.status).toBe(200);
    expect(() => sandbox.stream.stop('unknown')).toThrow(
      expect.objectContaining({ code: 'SANDBOX_NOT_FOUND' }) as Error,
    );
  });

  it('are open to everybody when they are public', async () => {
    sandbox.stream.add({ id: 'open', name: 'Open', isPublic: true });

    const stream = await listen('/stream/open', { authorization: '' });

    expect(stream.status).toBe(200);
  });

  it('are told of by GraphQL', async () => {
    sandbox.stream.add({ id: 'one', name: 'One', description: 'd', isPublic: true });

    const { data } = await client.query(
      `query StreamCollection($id: String!) {
        streamCollection(id: $id) { id name description stream_live stream_public }
      }`,
      { id: 'one' },
    );

    expect(data).toEqual({
      streamCollection: {
        id: 'one',
        name: 'One',
        description: 'd',
        stream_live: true,
        stream_public: true,
      },
    });
  });

  it.each([
    ['recovery without a beginning', '/stream/live?recover=2026-01-01T00:00:00Z'],
    ['a position that is none', '/stream/live?from=now'],
    ['a position of control characters', '/stream/live?from=%00%0d%0a'],
    ['a position of many characters', `/stream/live?from=${'9'.repeat(5_000)}`],
  ])('answer 500 to %s', async (_what, path) => {
    expect((await listen(path)).status).toBe(500);
  });

  it('keep nothing for a reader who does not read', async () => {
    const isLast = (message: { data: unknown }): boolean =>
      (message.data as Partial<Payload>).data?.id === 'last';
    const slow = await listen('/stream/live');
    await slow.until(1);
    slow.pause();
    const data = { id: 'x', text: 'x'.repeat(100_000) };
    const before = process.memoryUsage().rss;

    sandbox.stream.emit(Array.from({ length: 2_000 }, () => ({ type: 'create', data })));
    const quick = await listen('/stream/live');
    const [greeting] = await quick.until(1);
    sandbox.stream.emit([{ type: 'create', data: { id: 'last' } }]);
    await quick.first(isLast);
    const grown = process.memoryUsage().rss - before;
    slow.resume();
    await slow.first(isLast);

    expect(greeting?.data).toMatchObject({ streamSize: 2_000 });
    // Two hundred megabytes were waiting for it.
    expect(grown).toBeLessThan(100_000_000);
    expect(slow.messages).toHaveLength(2_002);
  });

  it('forget a reader who goes away', async () => {
    const stream = await listen('/stream/live');
    await stream.until(1);
    const during = sandbox.stream.readers;

    stream.close();
    while (sandbox.stream.readers > 0) await new Promise(resolve => setImmediate(resolve));

    expect(during).toBe(1);
  });

  it('send what a script says, under the ids it says', async () => {
    const stream = await listen('/stream/live');
    await stream.until(1);

    const ids = sandbox.stream.emit([
      { type: 'create', data: tool, id: '9999999999999-5' },
      { type: 'delete', data: tool, payload: { origin: { referer: 'test' } } },
    ]);
    const messages = await stream.until(3);

    expect(ids).toEqual(['9999999999999-5', '9999999999999-6']);
    expect(messages.slice(1).map(({ id }) => id)).toEqual(ids);
    expect(messages[2]?.data).toMatchObject({ type: 'delete', origin: { referer: 'test' } });
  });

  it('send everything once more on demand', async () => {
    await push(author, tool);
    const stream = await listen('/stream/live');
    await stream.until(1);

    const count = sandbox.stream.replay();
    const messages = await stream.until(3);

    expect(count).toBe(2);
    expect(
      messages
        .slice(1)
        .map(message => payload(message).data.id)
        .sort(),
    ).toEqual([author.id, tool.id].sort());
  });

  it('answer the acknowledgement of old clients', async () => {
    const path = '/stream/connection/any';
    const headers = { authorization: `Bearer ${sandbox.token}` };

    const reply = await client.fetch(path, { method: 'POST', headers });
    const without = await client.fetch(path, { method: 'POST' });

    expect(JSON.parse(reply.text)).toEqual({ message: 'ok' });
    expect(without.status).toBe(401);
  });

  it('end when the sandbox stops', async () => {
    const stream = await listen('/stream/live');
    await stream.until(1);

    await sandbox.stop();
    await stream.ended();

    expect(stream.isEnded).toBe(true);
    await start();
  });

  it('give signs of life by themselves', async () => {
    await sandbox.stop();
    await start({ heartbeatMs: 10 });
    const stream = await listen('/stream/live');

    const messages = await stream.until(3);

    expect(messages.slice(1).map(({ event }) => event)).toEqual(['heartbeat', 'heartbeat']);
  });
});
