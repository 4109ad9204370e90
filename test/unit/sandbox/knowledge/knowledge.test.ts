import { Knowledge } from '../../../../src/sandbox/knowledge/knowledge.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import { NOW, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

function filled(): Knowledge {
  const knowledge = new Knowledge(() => {});
  for (const object of [malware, tool, uses]) upsertObject(knowledge, object, NOW);

  return knowledge;
}

function ids(stored: Iterable<{ object: { id: string } }>): string[] {
  return [...stored].map(({ object }) => object.id);
}

describe('knowledge', () => {
  it('finds objects by type and by what they refer to', () => {
    const knowledge = filled();

    expect(ids(knowledge.ofType('tool'))).toEqual([tool.id]);
    expect(ids(knowledge.referringTo(tool.id))).toEqual([uses.id]);
    expect(ids(knowledge.referringTo(uses.id))).toEqual([]);
  });

  it('forgets references that an object no longer has', () => {
    const knowledge = filled();
    const stored = knowledge.find(uses.id);
    if (!stored) throw new Error('not stored');

    knowledge.put({ ...stored, object: { ...uses, target_ref: malware.id } });

    expect(ids(knowledge.referringTo(tool.id))).toEqual([]);
    expect(ids(knowledge.referringTo(malware.id))).toEqual([uses.id]);
  });

  it('counts what is listed, by type', () => {
    const knowledge = filled();
    const stored = knowledge.find(tool.id);
    if (!stored) throw new Error('not stored');

    knowledge.put({ ...stored, isUnlisted: true });

    expect(knowledge.countsByType()).toEqual(
      new Map([
        ['malware', 1],
        ['relationship', 1],
      ]),
    );
    expect(ids(knowledge.ofTypeWithUnlisted('tool'))).toEqual([tool.id]);
  });

  it('changes its version with every change', () => {
    const knowledge = filled();
    const before = knowledge.version;
    upsertObject(knowledge, malware, NOW);
    const afterNothing = knowledge.version;

    upsertObject(knowledge, { ...malware, description: 'new' }, NOW);

    expect(afterNothing).toBe(before);
    expect(knowledge.version).toBeGreaterThan(before);
  });
});
