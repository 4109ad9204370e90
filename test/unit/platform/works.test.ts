import { PlatformError } from '../../../src/errors/index.js';
import { Works } from '../../../src/platform/index.js';
import {
  away,
  refused,
  ScriptedQueries,
  type QueryScript,
} from '../../support/scripted-queries.js';

const six = { generation: 6, multiPartWorks: false } as const;
const seven = { generation: 7, multiPartWorks: true } as const;

const accept: QueryScript = ({ operation }) =>
  operation === 'workAdd'
    ? { workAdd: { id: 'work_1' } }
    : { workEdit: { addExpectations: 'work_1' } };

describe('Works', () => {
  it('opens a work with the names that OpenCTI 6 knows', async () => {
    const queries = new ScriptedQueries(accept);

    const work = await new Works(queries, six).open('c1', 'run 1', { multiPart: true });

    expect(work.id).toBe('work_1');
    expect(queries.asked[0]?.variables).toEqual({ connectorId: 'c1', friendlyName: 'run 1' });
    expect(queries.asked[0]?.document).not.toContain('isMultiPartWork');
  });

  it('says that results come in parts where OpenCTI knows the difference', async () => {
    const queries = new ScriptedQueries(accept);

    await new Works(queries, seven).open('c1', 'run 1', { multiPart: true });

    expect(queries.asked[0]?.variables).toMatchObject({ isMultiPartWork: true });
  });

  it('does not say so unasked', async () => {
    const queries = new ScriptedQueries(accept);

    await new Works(queries, seven).open('c1', 'run 1');

    expect(queries.asked[0]?.variables).not.toHaveProperty('isMultiPartWork');
  });

  it.each([[{}], [{ workAdd: null }], [{ workAdd: { id: '' } }], [{ workAdd: { id: 5 } }]])(
    'fails on the answer %j',
    async answer => {
      const works = new Works(new ScriptedQueries(() => answer), six);

      await expect(works.open('c1', 'run 1')).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
    },
  );
});

describe('Work', () => {
  const workOf = (script: QueryScript, capabilities: typeof six | typeof seven = six) => {
    const queries = new ScriptedQueries(script);

    return { queries, work: new Works(queries, capabilities).of('work_1') };
  };

  it('sends each report under the names that OpenCTI knows', async () => {
    const { queries, work } = workOf(accept);

    await work.received('Started');
    await work.expect(20);
    await work.report({ error: 'bad', source: 'indicator--1' });
    await work.report(null);
    await work.processed('Done');
    await work.attachDraft('d1');
    await work.ping();

    const id = 'work_1';
    expect(queries.asked.map(({ operation, variables }) => [operation, variables])).toEqual([
      ['workToReceived', { id, message: 'Started' }],
      ['addExpectations', { id, expectations: 20 }],
      ['reportExpectation', { id, error: { error: 'bad', source: 'indicator--1' } }],
      ['reportExpectation', { id, error: null }],
      ['workToProcessed', { id, message: 'Done', inError: false }],
      ['addDraftContext', { id, draftContext: 'd1' }],
      ['pingWork', { id }],
    ]);
  });

  it('lets nothing be counted twice', async () => {
    const { queries, work } = workOf(accept);

    await work.expect(1);
    await work.report(null);
    await work.received('x');
    await work.processed('x', true);

    expect(queries.asked.map(({ options }) => options.isIdempotent ?? false)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it.each([
    ['the id, as OpenCTI 6 answers', 'work_1', true],
    ['true', true, true],
    ['false', false, false],
    ['nothing', null, true],
  ])('takes %s for alive or not', async (_what, addExpectations, isAlive) => {
    const { work } = workOf(() => ({ workEdit: { addExpectations } }));

    await expect(work.expect(1)).resolves.toBe(isAlive);
  });

  it('is not alive when OpenCTI says so', async () => {
    const { work } = workOf(() => {
      throw new PlatformError('PLATFORM_WORK_NOT_ALIVE', { operation: 'addExpectations' });
    });

    await expect(work.expect(1)).resolves.toBe(false);
  });

  it('does not take another failure for a dead work', async () => {
    const { work } = workOf(() => {
      throw away();
    });

    await expect(work.expect(1)).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
  });

  it.each([
    ['5,000', 'error', 5_000],
    ['50,000', 'source', 50_000],
  ])('cuts at %s characters what goes into %s', async (_what, field, max) => {
    const { queries, work } = workOf(accept);
    const long = 'x'.repeat(200_000);

    await work.report({ error: long, source: long });

    const { error } = queries.asked[0]?.variables as { error: Record<string, string> };
    expect(error[field]).toHaveLength(max);
  });

  describe('reporting several results', () => {
    const schema = (...names: string[]) => ({
      __type: { fields: [{ name: 'reportExpectation', args: names.map(name => ({ name })) }] },
    });
    const withSchema =
      (answer: unknown): QueryScript =>
      query =>
        query.operation === 'WorkEditArguments' ? answer : accept(query);

    it('sends one report each to OpenCTI 6', async () => {
      const { queries, work } = workOf(accept);

      await work.report(null, 3);

      expect(queries.operations).toEqual([
        'reportExpectation',
        'reportExpectation',
        'reportExpectation',
      ]);
    });

    it('sends one for all where the schema shows that it counts', async () => {
      const { queries, work } = workOf(withSchema(schema('error', 'expectations')), seven);

      await work.report(null, 3);
      await work.report(null, 2);

      expect(queries.operations).toEqual([
        'WorkEditArguments',
        'reportExpectation',
        'reportExpectation',
      ]);
      expect(queries.asked[1]?.variables).toMatchObject({ expectations: 3 });
    });

    it.each([
      ['does not show it', schema('error')],
      ['is not told', { __type: null }],
      ['can not be read', { __type: 5 }],
    ])('sends one report each where the schema %s', async (_what, answer) => {
      const { queries, work } = workOf(withSchema(answer), seven);

      await work.report(null, 2);

      expect(queries.operations).toEqual([
        'WorkEditArguments',
        'reportExpectation',
        'reportExpectation',
      ]);
    });

    it('sends one report each when the schema is refused', async () => {
      const { queries, work } = workOf(query => {
        if (query.operation === 'WorkEditArguments') throw refused('RESOURCE_NOT_FOUND', 'no');
        return accept(query);
      }, seven);

      await work.report(null, 2);

      expect(queries.operations).toHaveLength(3);
    });
  });

  it('knows whether OpenCTI still counts for it', async () => {
    const { work } = workOf(() => ({ isWorkAlive: true }));

    await expect(work.isAlive()).resolves.toBe(true);
  });

  it('knows how far OpenCTI is', async () => {
    const tracking = { import_expected_number: 5, import_processed_number: '2' };
    const { work } = workOf(() => ({ work: { id: 'work_1', tracking } }));

    await expect(work.tracking()).resolves.toEqual({ expected: 5, processed: 2 });
  });

  it.each([[{ work: null }], [{}], [{ work: { tracking: null } }]])(
    'has no progress in %j',
    async answer => {
      const { work } = workOf(() => answer);

      await expect(work.tracking()).resolves.toBeUndefined();
    },
  );
});
