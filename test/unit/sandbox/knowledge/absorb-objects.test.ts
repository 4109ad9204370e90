import { absorbObjects } from '../../../../src/sandbox/knowledge/absorb-objects.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const target = withId({ type: 'malware', name: 'Emotet', description: 'kept' });
const source = withId({ type: 'malware', name: 'Heodo', description: 'lost', labels: ['bot'] });
const tool = withId({ type: 'tool', name: 'PsExec' });

function relationship(type: string, from: string, to: string): ReturnType<typeof withId> {
  return withId({
    type: 'relationship',
    relationship_type: type,
    source_ref: from,
    target_ref: to,
  });
}

describe('absorbObjects', () => {
  it('takes up what the target lacks, and is found under the ids of the source', () => {
    const rig = new PlatformRig();
    rig.store(target, source);

    const change = absorbObjects(rig.knowledge, target.id, [source.id], NOW);

    const found = rig.knowledge.find(source.id);
    expect(found?.object).toMatchObject({
      id: target.id,
      description: 'kept',
      labels: ['bot'],
      aliases: ['Heodo'],
    });
    expect([...rig.knowledge.ofType('malware')]).toHaveLength(1);
    expect(change).toMatchObject({ kind: 'merge', sources: [{ object: source }] });
  });

  it('leads what referred to the source to the target, under the id that makes', () => {
    const rig = new PlatformRig();
    const old = relationship('uses', source.id, tool.id);
    rig.store(target, source, tool, old);

    absorbObjects(rig.knowledge, target.id, [source.id], NOW);

    const [link] = [...rig.knowledge.ofType('relationship')];
    expect(link?.object.id).toBe(relationship('uses', target.id, tool.id).id);
    expect(link?.object.source_ref).toBe(target.id);
    expect(rig.knowledge.find(old.id)).toBe(link);
  });

  it('unites relationships that become the same, and drops one that leads to itself', () => {
    const rig = new PlatformRig();
    rig.store(
      ...[target, source, tool],
      relationship('uses', target.id, tool.id),
      { ...relationship('uses', source.id, tool.id), description: 'theirs' },
      relationship('related-to', source.id, target.id),
    );

    absorbObjects(rig.knowledge, target.id, [source.id], NOW);

    const links = [...rig.knowledge.ofType('relationship')];
    expect(links.map(({ object }) => object.description)).toEqual(['theirs']);
  });

  it.each([
    ['the target is not there', 'malware--none', source.id],
    ['no source is there', target.id, 'malware--none'],
    ['the source is of another type', target.id, tool.id],
    ['the source is the target', target.id, target.id],
  ])('does nothing when %s', (_when, into, from) => {
    const rig = new PlatformRig();
    rig.store(target, source, tool);

    expect(absorbObjects(rig.knowledge, into, [from], NOW)).toBeUndefined();
    expect([...rig.knowledge.all()]).toHaveLength(3);
  });
});
