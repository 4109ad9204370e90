import { Drafts, Playbooks } from '../../../src/platform/index.js';
import { ScriptedQueries } from '../../support/scripted-queries.js';

describe('Drafts', () => {
  it('makes one outside of any draft', async () => {
    const queries = new ScriptedQueries(() => ({ draftWorkspaceAdd: { id: 'd1' } }));

    const id = await new Drafts(queries).create(
      { name: 'incident.pdf', entityId: 'e1' },
      { context: { applicantId: 'u1', draftId: 'd0' } },
    );

    expect(id).toBe('d1');
    expect(queries.asked[0]).toMatchObject({
      variables: { input: { name: 'incident.pdf', entity_id: 'e1' } },
      options: { context: { applicantId: 'u1', draftId: null } },
    });
    expect(queries.asked[0]?.options.isIdempotent).toBeUndefined();
  });

  it('cuts a name that is too long', async () => {
    const queries = new ScriptedQueries(() => ({ draftWorkspaceAdd: { id: 'd1' } }));

    await new Drafts(queries).create({ name: 'x'.repeat(100_000) });

    const { input } = queries.asked[0]?.variables as { input: { name: string } };
    expect(input.name).toHaveLength(1_000);
  });

  it.each([[{}], [{ draftWorkspaceAdd: null }], [{ draftWorkspaceAdd: { id: '' } }]])(
    'fails on the answer %j',
    async answer => {
      await expect(
        new Drafts(new ScriptedQueries(() => answer)).create({ name: 'x' }),
      ).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
    },
  );
});

describe('Playbooks', () => {
  const step = {
    executionId: 'x1',
    eventId: '1772615553120-0',
    playbookId: 'p1',
    dataInstanceId: 'indicator--1',
    stepId: 's2',
    previousStepId: 's1',
  };
  const bundle = { type: 'bundle', id: 'bundle--1', objects: [] } as const;
  const outcome = {
    startedAt: new Date('2026-03-04T09:12:33.120Z'),
    previousBundle: bundle,
    bundle: { ...bundle, id: 'bundle--2' },
  };

  it('hands the outcome back, and echoes what the request named', async () => {
    const queries = new ScriptedQueries(() => ({ playbookStepExecution: true }));

    await expect(new Playbooks(queries).finishStep(step, outcome)).resolves.toBe(true);

    expect(queries.asked[0]?.variables).toEqual({
      execution_id: 'x1',
      event_id: '1772615553120-0',
      execution_start: '2026-03-04T09:12:33.120Z',
      data_instance_id: 'indicator--1',
      playbook_id: 'p1',
      previous_step_id: 's1',
      step_id: 's2',
      previous_bundle: '{"type":"bundle","id":"bundle--1","objects":[]}',
      bundle: '{"type":"bundle","id":"bundle--2","objects":[]}',
    });
  });

  it('does so in the name of the connector', async () => {
    const queries = new ScriptedQueries(() => ({ playbookStepExecution: true }));

    await new Playbooks(queries).finishStep(step, outcome, {
      context: { applicantId: 'u1', playbookId: 'p1' },
    });

    expect(queries.asked[0]?.options.context).toEqual({
      applicantId: undefined,
      playbookId: 'p1',
    });
  });

  it('tells when the playbook is gone', async () => {
    const queries = new ScriptedQueries(() => ({ playbookStepExecution: false }));

    await expect(new Playbooks(queries).finishStep(step, outcome)).resolves.toBe(false);
  });
});
