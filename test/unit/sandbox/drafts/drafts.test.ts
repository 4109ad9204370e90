import { NOW, PlatformRig, withId } from '../platform-rig.js';

const input = { name: 'Draft', entityId: null, creatorId: 'me' };

describe('drafts', () => {
  let rig: PlatformRig;
  beforeEach(() => (rig = new PlatformRig()));

  it('are open from the start, and see what is live', () => {
    const live = rig.store(withId({ type: 'malware', name: 'Emotet' }));

    const draft = rig.drafts.add(input);

    expect(draft).toMatchObject({ ...input, status: 'open', createdAt: NOW });
    expect(rig.drafts.open(draft.id)?.knowledge.find(live.object.id)).toBe(live);
  });

  it('take nothing once they are validated', () => {
    const { id } = rig.drafts.add(input);

    rig.drafts.validate(id);

    expect(rig.drafts.open(id)).toBeUndefined();
    expect(rig.drafts.get(id)?.status).toBe('validated');
    expect(() => rig.drafts.validate(id)).toThrow('Draft workspace is not open');
  });

  it('are gone once they are deleted', () => {
    const { id } = rig.drafts.add(input);

    rig.drafts.delete(id);

    expect(rig.drafts.all()).toEqual([]);
    expect(() => rig.drafts.delete(id)).toThrow('Draft workspace not found');
  });

  it.each(['', 'gone', '__proto__', 'constructor'])('know no draft %j', id => {
    expect(rig.drafts.get(id)).toBeUndefined();
    expect(rig.drafts.open(id)).toBeUndefined();
    expect(() => rig.drafts.validate(id)).toThrow('Draft workspace not found');
  });
});
