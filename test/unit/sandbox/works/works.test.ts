import { PROFILES, type Profile } from '../../../../src/sandbox/profile.js';
import { Works } from '../../../../src/sandbox/works/works.js';

const connector = { connectorId: 'alpha', connectorType: 'EXTERNAL_IMPORT', userId: 'u' };

function worksOf(profile: Profile): Works {
  return new Works(
    PROFILES[profile],
    () => new Date('2026-01-02T03:04:05.000Z'),
    () => {},
  );
}

function opened(profile: Profile, isMultiPart = false): { works: Works; id: string } {
  const works = worksOf(profile);
  const { id } = works.add({ ...connector, name: 'run', isMultiPart });

  return { works, id };
}

describe.each<Profile>(['6.9', '7'])('works of %s', profile => {
  it('are in progress from the start, under an id with connector and time', () => {
    const { works, id } = opened(profile);

    expect(id).toBe('work_alpha_2026-01-02T03:04:05.000Z');
    expect(works.get(id)).toMatchObject({
      status: 'progress',
      receivedTime: '2026-01-02T03:04:05.000Z',
      expected: 0,
    });
    expect(works.isAlive(id)).toBe(true);
  });

  it('never share an id, even in one millisecond', () => {
    const works = worksOf(profile);
    const ids = Array.from({ length: 3 }, () => works.add({ ...connector, name: 'run' }).id);

    expect(new Set(ids).size).toBe(3);
  });

  it('complete by toProcessed alone when nothing was expected', () => {
    const { works, id } = opened(profile);

    works.process(id, 'nothing new', false);

    expect(works.get(id)).toMatchObject({
      status: 'complete',
      expected: 1,
      completedNumber: 1,
      messages: [{ message: 'nothing new' }],
    });
  });

  it('complete when the last expected object is reported', () => {
    const { works, id } = opened(profile);
    works.expect(id, 2);
    works.report(id, null);
    const between = works.get(id)?.status;

    works.report(id, { error: 'bad', source: '{}' });

    expect(between).toBe('progress');
    expect(works.get(id)).toMatchObject({
      status: 'complete',
      completedNumber: 2,
      errors: [{ message: 'bad', source: '{}' }],
    });
  });

  it('stay open when closed before everything was processed', () => {
    const { works, id } = opened(profile);
    works.expect(id, 2);
    works.report(id, null);

    works.process(id, 'done', false);

    expect(works.get(id)?.status).toBe('progress');
    expect(works.get(id)?.processedTime).not.toBeNull();
  });

  it('put the last word among the errors when it is one, and know no status for that', () => {
    const { works, id } = opened(profile);

    works.process(id, 'source unreachable', true);

    expect(works.get(id)).toMatchObject({
      status: 'complete',
      messages: [],
      errors: [{ message: 'source unreachable' }],
    });
  });

  it('keep a hundred reported errors and count the others', () => {
    const { works, id } = opened(profile);
    works.expect(id, 150);

    for (let n = 0; n < 150; n += 1) works.report(id, { error: `e${n}`, source: null });

    expect(works.get(id)?.errors).toHaveLength(100);
    expect(works.get(id)?.completedNumber).toBe(150);
  });

  it('silently leave out changes to a work that is not there', () => {
    const works = worksOf(profile);

    works.receive('gone', 'm');
    works.expect('gone', 1);
    works.report('gone', null);
    works.process('gone', 'm', false);
    works.attachDraft('gone', 'd');
    works.ping('gone');
    works.delete('gone');

    expect(works.all()).toEqual([]);
    expect(works.isAlive('gone')).toBe(false);
  });

  it('are dead once deleted', () => {
    const { works, id } = opened(profile);

    works.delete(id);

    expect(works.isAlive(id)).toBe(false);
    expect(works.get(id)).toBeUndefined();
  });
});

describe('works of 6.9', () => {
  it('complete between two bundles that are sent one after the other', () => {
    const { works, id } = opened('6.9');
    works.expect(id, 1);
    works.report(id, null);

    expect(works.get(id)?.status).toBe('complete');
    expect(works.isAlive(id)).toBe(true);
  });

  it('complete only when exactly as many were processed as expected', () => {
    const { works, id } = opened('6.9');
    works.report(id, null);
    works.expect(id, 1);
    works.report(id, null);

    expect(works.get(id)?.status).toBe('progress');
  });

  it('are dead once closed after everything was processed', () => {
    const { works, id } = opened('6.9');
    works.expect(id, 1);
    works.report(id, null);

    works.process(id, 'done', false);

    expect(works.isAlive(id)).toBe(false);
  });

  it('stay alive when closed without any bundle', () => {
    const { works, id } = opened('6.9');

    works.process(id, 'done', false);

    expect(works.isAlive(id)).toBe(true);
  });
});

describe('works of 7', () => {
  it('complete when at least as many were processed as expected', () => {
    const { works, id } = opened('7');
    works.report(id, null);
    works.expect(id, 1);

    works.report(id, null);

    expect(works.get(id)?.status).toBe('complete');
  });

  it('stay alive when closed', () => {
    const { works, id } = opened('7');
    works.expect(id, 1);
    works.report(id, null);

    works.process(id, 'done', false);

    expect(works.isAlive(id)).toBe(true);
  });

  it('of several parts complete only after toProcessed', () => {
    const { works, id } = opened('7', true);
    works.expect(id, 1);
    works.report(id, null);
    const beforeClosing = works.get(id)?.status;

    works.process(id, 'done', false);

    expect(beforeClosing).toBe('progress');
    expect(works.get(id)?.status).toBe('complete');
  });

  it('of several parts complete with the last report when closed before it', () => {
    const { works, id } = opened('7', true);
    works.expect(id, 1);
    works.process(id, 'done', false);
    const afterClosing = works.get(id)?.status;

    works.report(id, null);

    expect(afterClosing).toBe('progress');
    expect(works.get(id)?.status).toBe('complete');
  });
});
