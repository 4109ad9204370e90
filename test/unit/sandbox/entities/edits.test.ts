import { fieldPatches, relationPatches } from '../../../../src/sandbox/entities/edits.js';
import { patchObject } from '../../../../src/sandbox/knowledge/patch-object.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const label = withId({ type: 'label', value: 'bot' });
const reference = withId({
  type: 'external-reference',
  source_name: 's',
  url: 'https://s.example',
});

function edited(object: StixRecord, edits: readonly unknown[]): StixRecord | undefined {
  const rig = new PlatformRig();
  const stored = rig.store(author, object);
  patchObject(rig.knowledge, stored, fieldPatches(stored.object, edits, rig.knowledge), NOW);

  return rig.knowledge.find(stored.internalId)?.object;
}

function linked(
  members: object,
  type: string,
  to: StixRecord,
  operation: 'add' | 'remove',
): StixRecord | undefined {
  const rig = new PlatformRig();
  rig.store(author, label, reference);
  const stored = rig.store(withId({ type: 'malware', name: 'Emotet', ...members }));
  const patches = relationPatches(stored.object, type, to.id, operation, rig.knowledge);
  patchObject(rig.knowledge, stored, patches, NOW);

  return rig.knowledge.find(stored.internalId)?.object;
}

describe('an edit of a field', () => {
  const malware = withId({ type: 'malware', name: 'Emotet', description: 'old', aliases: ['a'] });

  it.each([
    ['replaces a text', { key: 'description', value: ['new'] }, { description: 'new' }],
    ['reads a number', { key: 'confidence', value: ['70'] }, { confidence: 70 }],
    ['reads a truth', { key: 'is_family', value: ['True'] }, { is_family: true }],
    ['leaves other text', { key: 'x_note', value: ['70'] }, { x_note: '70' }],
    ['makes a list of one', { key: 'malware_types', value: ['bot'] }, { malware_types: ['bot'] }],
    ['adds', { key: 'aliases', value: ['b'], operation: 'add' }, { aliases: ['a', 'b'] }],
    ['adds nothing twice', { key: 'aliases', value: ['a'], operation: 'add' }, { aliases: ['a'] }],
    ['names the author', { key: 'createdBy', value: [author.id] }, { created_by_ref: author.id }],
  ])('%s', (_what, edit, members) => {
    expect(edited(malware, [edit])).toMatchObject(members);
  });

  it('empties what it is given nothing for', () => {
    expect(edited(malware, [{ key: 'description', value: [] }])).not.toHaveProperty('description');
    expect(
      edited(malware, [{ key: 'aliases', value: ['a'], operation: 'remove' }]),
    ).not.toHaveProperty('aliases');
  });

  it('takes the author away', () => {
    const authored = { ...malware, created_by_ref: author.id };

    expect(edited(authored, [{ key: 'createdBy', value: [] }])).not.toHaveProperty(
      'created_by_ref',
    );
  });

  it('gives the object the id that its new name makes', () => {
    const renamed = edited(malware, [{ key: 'name', value: ['Zeus'] }]);

    expect(renamed).toMatchObject({ id: withId({ type: 'malware', name: 'Zeus' }).id });
  });

  it.each([null, 5, 'text', {}, { key: 7, value: ['x'] }])('skips %j', edit => {
    expect(edited(malware, [edit])).toEqual(malware);
  });
});

describe('a link', () => {
  it('adds and removes a label by its value', () => {
    expect(linked({}, 'object-label', label, 'add')?.labels).toEqual(['bot']);
    expect(linked({ labels: ['bot', 'x'] }, 'object-label', label, 'remove')?.labels).toEqual([
      'x',
    ]);
  });

  it('adds and removes an external reference by what it is', () => {
    const embedded = { source_name: 's', url: 'https://s.example' };
    const given = { external_references: [{ ...embedded, description: 'd' }] };

    expect(linked({}, 'external-reference', reference, 'add')?.external_references).toEqual([
      embedded,
    ]);
    expect(linked(given, 'external-reference', reference, 'remove')).not.toHaveProperty(
      'external_references',
    );
  });

  it('gives an author, and takes it away', () => {
    expect(linked({}, 'created-by', author, 'add')?.created_by_ref).toBe(author.id);
    expect(
      linked({ created_by_ref: author.id }, 'created-by', author, 'remove'),
    ).not.toHaveProperty('created_by_ref');
  });

  it('of a kind that there is not changes nothing', () => {
    expect(linked({}, 'nonsense', author, 'add')).toMatchObject({ name: 'Emotet' });
  });
});
