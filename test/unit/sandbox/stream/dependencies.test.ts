import { dependenciesOf } from '../../../../src/sandbox/stream/dependencies.js';
import { SentObjects } from '../../../../src/sandbox/stream/sent-objects.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const malware = withId({ type: 'malware', name: 'Emotet', created_by_ref: author.id });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
  created_by_ref: author.id,
});
const report = withId({ type: 'report', name: 'R', published: NOW, object_refs: [uses.id] });

function rigWithAll(): PlatformRig {
  const rig = new PlatformRig();
  rig.store(author, malware, tool, uses, report);

  return rig;
}

function dependencies(rig: PlatformRig, id: string, withRelationships: boolean): string[] {
  const stored = rig.knowledge.find(id);
  if (!stored) throw new Error('not stored');
  const found = dependenciesOf(stored, rig.knowledge, new SentObjects(), withRelationships);

  return [...found].map(({ object }) => object.type);
}

describe('dependenciesOf', () => {
  it('gives what an object refers to, deepest first, each once', () => {
    expect(dependencies(rigWithAll(), report.id, false)).toEqual([
      'identity',
      'malware',
      'tool',
      'relationship',
    ]);
  });

  it('gives relationships with what they refer to, if they are wanted', () => {
    const rig = rigWithAll();

    expect(dependencies(rig, tool.id, false)).toEqual([]);
    expect(dependencies(rig, tool.id, true)).toEqual(['identity', 'malware', 'relationship']);
  });

  it('leaves out what was sent, and remembers what it gives', () => {
    const rig = rigWithAll();
    const stored = rig.knowledge.find(report.id);
    if (!stored) throw new Error('not stored');
    const sent = new SentObjects();
    sent.add(author.id);

    const first = [...dependenciesOf(stored, rig.knowledge, sent, false)];
    const second = [...dependenciesOf(stored, rig.knowledge, sent, false)];

    expect(first.map(({ object }) => object.type)).toEqual(['malware', 'tool', 'relationship']);
    expect(second).toEqual([]);
  });

  it('ends when references go round in a circle', () => {
    const rig = new PlatformRig();
    const note = withId({ type: 'note', content: 'n', created: NOW, object_refs: [malware.id] });
    rig.store(author, malware, note);
    const [stored] = [...rig.knowledge.ofType('malware')];
    if (!stored) throw new Error('not stored');
    rig.knowledge.put({ ...stored, object: { ...malware, object_refs: [note.id] } });

    expect(dependencies(rig, note.id, true)).toEqual(['identity', 'malware']);
  });
});
