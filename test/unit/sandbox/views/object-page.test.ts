import { objectDetails, objectPage } from '../../../../src/sandbox/views/object-page.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const tools = ['a', 'b', 'c'].map(name => withId({ type: 'tool', name }));
const malware = withId({ type: 'malware', name: 'Emotet' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tools[0]?.id,
});
const report = withId({ type: 'report', name: 'R', published: NOW, object_refs: [malware.id] });

function filled(): PlatformRig {
  const rig = new PlatformRig();
  rig.store(...tools, malware, uses, report);

  return rig;
}

function page(query: object): { names: string[]; total: number } {
  const asked = { search: '', type: '', page: 1, pageSize: 2, ...query };
  const { objects, total } = objectPage(asked, filled().knowledge);

  return { names: objects.map(({ name }) => name), total };
}

describe('objectPage', () => {
  it('shows the newest first, without relationships', () => {
    expect(page({})).toEqual({ names: ['R', 'Emotet'], total: 5 });
    expect(page({ page: 2 })).toEqual({ names: ['c', 'b'], total: 5 });
    expect(page({ page: 3 })).toEqual({ names: ['a'], total: 5 });
    expect(page({ page: 4 })).toEqual({ names: [], total: 5 });
  });

  it('shows what is searched for, of an entity or of a STIX type', () => {
    expect(page({ search: 'emo' })).toEqual({ names: ['Emotet'], total: 1 });
    expect(page({ type: 'Tool' }).total).toBe(3);
    expect(page({ type: 'tool', search: 'B' })).toEqual({ names: ['b'], total: 1 });
    expect(page({ type: 'relationship' }).total).toBe(1);
    expect(page({ type: '__proto__' })).toEqual({ names: [], total: 0 });
  });
});

describe('objectDetails', () => {
  it('shows an object with what it is linked to and what mentions it', () => {
    const details = objectDetails(malware.id, filled().knowledge);

    expect(details).toMatchObject({
      object: malware,
      entityType: 'Malware',
      relationships: [{ entityType: 'uses', isOutgoing: true, other: { name: 'a' } }],
      mentionedIn: [{ name: 'R' }],
    });
  });

  it('finds nothing where nothing is', () => {
    expect(objectDetails('unknown', filled().knowledge)).toBeUndefined();
  });
});
