import { mergeDraft } from '../../../../src/sandbox/drafts/merge-draft.js';
import { deleteObject } from '../../../../src/sandbox/knowledge/delete-object.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import { ADMINISTRATOR } from '../../../../src/sandbox/users/user.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const old = withId({ type: 'tool', name: 'Old' });

function merge(rig: PlatformRig, id: string): ReturnType<typeof mergeDraft> {
  return mergeDraft(id, { ...rig, user: ADMINISTRATOR });
}

describe('mergeDraft', () => {
  it('makes live what the draft holds, and removes what it removes', async () => {
    const rig = new PlatformRig();
    rig.store(malware, old);
    const draft = rig.drafts.add({ name: 'd', entityId: null, creatorId: 'u' });
    upsertObject(draft.knowledge, { ...malware, description: 'new' }, NOW);
    upsertObject(draft.knowledge, tool, NOW);
    deleteObject(draft.knowledge, old.id, NOW);

    const work = await merge(rig, draft.id);

    expect(rig.knowledge.find(malware.id)?.object.description).toBe('new');
    expect(rig.knowledge.find(tool.id)).toBeDefined();
    expect(rig.knowledge.find(old.id)).toBeUndefined();
    expect(work).toMatchObject({ status: 'complete', draftContext: draft.id, errors: [] });
    expect(rig.changes.map(({ change }) => change.kind)).toEqual(['update', 'create', 'delete']);
    expect(rig.changes.every(({ origin }) => origin.draftId === undefined)).toBe(true);
  });

  it('takes no draft twice, and none that is not there', async () => {
    const rig = new PlatformRig();
    const draft = rig.drafts.add({ name: 'd', entityId: null, creatorId: 'u' });
    await merge(rig, draft.id);

    await expect(merge(rig, draft.id)).rejects.toMatchObject({ code: 'FUNCTIONAL_ERROR' });
    await expect(merge(rig, 'unknown')).rejects.toMatchObject({ code: 'FUNCTIONAL_ERROR' });
  });
});
