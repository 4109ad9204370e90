import type { Bundle } from '../../../src/stix/index.js';
import { ApiOutbox, type Envelope } from '../../../src/transport/index.js';
import { ScriptedQueries, away, refused } from '../../support/scripted-queries.js';
import { oneObject, sampleBundles } from './sample-bundles.js';

const envelope: Envelope = { applicantId: 'user-1', workId: 'work-1' };
const taking = () => new ScriptedQueries(() => ({ stixBundlePush: true }));
const failing = (code: string, confirmed: number) =>
  expect.objectContaining({
    code,
    details: expect.objectContaining({ confirmed }) as unknown,
  });

describe('ApiOutbox', () => {
  it('leaves the counting of expectations to the platform', () => {
    const outbox = new ApiOutbox(taking(), 'connector-1');

    expect([outbox.protocol, outbox.countsExpectations]).toEqual(['api', false]);
  });

  it('pushes the objects as one bundle, in their order', async () => {
    const queries = taking();
    const outbox = new ApiOutbox(queries, 'connector-1');

    const receipt = await outbox.send(sampleBundles(3), envelope);

    expect(queries.operations).toEqual(['StixBundlePush']);
    const { variables } = queries.asked[0] ?? {};
    expect(variables).toMatchObject({ connectorId: 'connector-1', work_id: 'work-1' });
    const bundle = JSON.parse(String(variables?.['bundle'])) as Bundle;
    expect(bundle.objects.map(({ id }) => id)).toEqual([
      'identity--1',
      'identity--2',
      'identity--3',
    ]);
    expect(receipt).toEqual({
      confirmed: 3,
      bytes: Buffer.byteLength(String(variables?.['bundle'])),
      republished: 0,
    });
  });

  it('names no work when there is none', async () => {
    const queries = taking();

    await new ApiOutbox(queries, 'connector-1').send(sampleBundles(1), { applicantId: 'user-1' });

    expect(queries.asked[0]?.variables['work_id']).toBeNull();
  });

  it('asks for nothing when there is nothing to send', async () => {
    const queries = taking();

    const receipt = await new ApiOutbox(queries, 'connector-1').send([], envelope);

    expect([queries.asked, receipt.confirmed]).toEqual([[], 0]);
  });

  it('pushes the next chunk only after the last one is taken', async () => {
    const pushing: (() => void)[] = [];
    const queries = new ScriptedQueries(
      () => new Promise(resolve => pushing.push(() => resolve({ stixBundlePush: true }))),
    );
    const outbox = new ApiOutbox(queries, 'connector-1', { maxBytes: 250 });

    const sent = outbox.send(sampleBundles(4), envelope);
    const beforeTheAnswer = queries.asked.length;
    while (pushing.length > 0) {
      pushing.shift()?.();
      await new Promise(resolve => setImmediate(resolve));
    }

    expect(beforeTheAnswer).toBe(1);
    expect((await sent).confirmed).toBe(4);
    expect(queries.asked.length).toBeGreaterThan(1);
  });

  it.each<[string, Partial<Envelope>, string]>([
    ['a draft', { draftId: 'draft-1' }, 'draft draft-1'],
    ['a filter of types', { entitiesTypes: ['Tool'] }, 'a filter of types'],
    ['update false', { update: false }, 'update false'],
    ['another applicant', { applicantId: 'user-2' }, 'applicant user-2'],
  ])('refuses %s, which it would lose', async (_what, differences, what) => {
    const queries = taking();
    const outbox = new ApiOutbox(queries, 'connector-1', { userId: 'user-1' });

    const sent = outbox.send(sampleBundles(1), { ...envelope, ...differences });

    await expect(sent).rejects.toMatchObject({
      code: 'TRANSPORT_API_CANNOT_CARRY',
      exitCode: 78,
      details: { what, confirmed: 0 },
    });
    expect(queries.asked).toEqual([]);
  });

  it('takes what is said without meaning a difference', async () => {
    const outbox = new ApiOutbox(taking(), 'connector-1', { userId: 'user-1' });

    const sent = outbox.send(sampleBundles(1), {
      ...envelope,
      draftId: null,
      entitiesTypes: [],
      update: true,
    });

    await expect(sent).resolves.toMatchObject({ confirmed: 1 });
  });

  it.each([false, null, undefined, 'true', 1])('takes %j for a refusal', async stixBundlePush => {
    const queries = new ScriptedQueries(({ variables }) => ({
      stixBundlePush: String(variables['bundle']).includes('identity--1"') || stixBundlePush,
    }));
    const outbox = new ApiOutbox(queries, 'connector-1', { maxBytes: 180 });

    const sent = outbox.send(sampleBundles(3), envelope);

    await expect(sent).rejects.toEqual(failing('TRANSPORT_REFUSED', 1));
  });

  it('says what is safe when the platform goes away, and that it may be tried again', async () => {
    const queries = new ScriptedQueries(() => {
      if (queries.asked.length > 2) throw away();
      return { stixBundlePush: true };
    });
    const outbox = new ApiOutbox(queries, 'connector-1', { maxBytes: 180 });

    const sent = outbox.send(sampleBundles(5), envelope);

    await expect(sent).rejects.toEqual(failing('TRANSPORT_PUSH_FAILED', 2));
    await expect(sent).rejects.toMatchObject({ recovery: 'retry' });
  });

  it('keeps the cause when the platform refuses', async () => {
    const cause = refused('UNSUPPORTED_ERROR', 'Invalid bundle');
    const queries = new ScriptedQueries(() => {
      throw cause;
    });

    const sent = new ApiOutbox(queries, 'connector-1').send(sampleBundles(1), envelope);

    await expect(sent).rejects.toMatchObject({ code: 'TRANSPORT_PUSH_REFUSED', cause });
  });

  it('refuses an object that no request can hold, after pushing what comes before it', async () => {
    const queries = taking();
    const outbox = new ApiOutbox(queries, 'connector-1', { maxBytes: 300 });
    const bundles = [...sampleBundles(1), oneObject('identity--big', 'x'.repeat(500))];

    await expect(outbox.send(bundles, envelope)).rejects.toEqual(
      failing('TRANSPORT_MESSAGE_TOO_LARGE', 1),
    );
    expect(queries.asked).toHaveLength(1);
  });

  it('stops at once when it is told to, and says what is safe', async () => {
    const abort = new AbortController();
    const queries = new ScriptedQueries(({ options }) => {
      if (queries.asked.length === 1) return { stixBundlePush: true };
      abort.abort();
      throw options.signal?.reason as Error;
    });
    const outbox = new ApiOutbox(queries, 'connector-1', { maxBytes: 180 });

    const sent = outbox.send(sampleBundles(5), envelope, abort.signal);

    await expect(sent).rejects.toEqual(failing('TRANSPORT_ABORTED', 1));
  });

  it('sends nothing once it is closed', async () => {
    const queries = taking();
    const outbox = new ApiOutbox(queries, 'connector-1');

    await outbox.close();

    await expect(outbox.send(sampleBundles(1), envelope)).rejects.toEqual(
      failing('TRANSPORT_CLOSED', 0),
    );
    expect(queries.asked).toEqual([]);
  });
});
