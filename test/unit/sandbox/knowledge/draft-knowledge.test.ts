import { deleteObject } from '../../../../src/sandbox/knowledge/delete-object.js';
import { DraftKnowledge } from '../../../../src/sandbox/knowledge/draft-knowledge.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });

function draftOver(rig: PlatformRig): DraftKnowledge {
  return new DraftKnowledge(rig.knowledge, () => {});
}

describe('draft knowledge', () => {
  it('sees what is live', () => {
    const rig = new PlatformRig();
    const draft = draftOver(rig);

    rig.store(malware);

    expect(draft.find(malware.id)?.object).toEqual(malware);
    expect([...draft.all()]).toHaveLength(1);
    expect(draft.changes()).toEqual([]);
  });

  it('keeps its changes to itself', () => {
    const rig = new PlatformRig();
    rig.store(malware);
    const draft = draftOver(rig);

    upsertObject(draft, { ...malware, description: 'in the draft' }, NOW);
    upsertObject(draft, tool, NOW);

    expect(draft.find(malware.id)?.object.description).toBe('in the draft');
    expect(rig.knowledge.find(malware.id)?.object.description).toBeUndefined();
    expect([...draft.all()].map(({ object }) => object.type).sort()).toEqual(['malware', 'tool']);
    expect([...rig.knowledge.all()]).toHaveLength(1);
    expect(draft.countsByType()).toEqual(
      new Map([
        ['malware', 1],
        ['tool', 1],
      ]),
    );
  });

  it('hides what it removes, and leaves it live', () => {
    const rig = new PlatformRig();
    rig.store(malware);
    const draft = draftOver(rig);

    deleteObject(draft, malware.id, NOW);

    expect(draft.find(malware.id)).toBeUndefined();
    expect([...draft.ofType('malware')]).toEqual([]);
    expect(draft.removed().map(({ object }) => object.id)).toEqual([malware.id]);
    expect(rig.knowledge.find(malware.id)).toBeDefined();
  });

  it('finds references across both', () => {
    const rig = new PlatformRig();
    rig.store(malware, tool);
    const draft = draftOver(rig);
    const uses = withId({
      type: 'relationship',
      relationship_type: 'uses',
      source_ref: malware.id,
      target_ref: tool.id,
    });

    const outcome = upsertObject(draft, uses, NOW);

    expect(outcome.kind).toBe('stored');
    expect([...draft.referringTo(tool.id)].map(({ object }) => object.id)).toEqual([uses.id]);
    expect([...rig.knowledge.referringTo(tool.id)]).toEqual([]);
  });
});
