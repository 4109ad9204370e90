import { restamp, restampObject, stixId, type StixObject } from '../../../../../src/stix/index.js';
import { bundleOf, sample, sampleId } from '../sample-objects.js';

const acme = sample('identity', 1, { name: 'ACME', identity_class: 'organization' });
const emotet = sample('malware', 2, { name: 'Emotet', created_by_ref: acme.id });
const tool = sample('tool', 3, { name: 'PsExec' });
const uses = sample('relationship', 4, {
  relationship_type: 'uses',
  source_ref: emotet.id,
  target_ref: tool.id,
});

describe('restampObject', () => {
  it('gives an object its id and remembers the one it came with', () => {
    expect(restampObject(acme)).toEqual({
      ...acme,
      id: stixId(acme),
      x_opencti_stix_ids: [acme.id],
    });
  });

  it('leaves an object alone that has the right id', () => {
    const right = { ...acme, id: stixId(acme) };

    expect(restampObject(right)).toBe(right);
  });

  it('keeps the id of what nothing tells apart', () => {
    const process = { type: 'process', id: sampleId('process', 5) } as unknown as StixObject;

    expect(restampObject(process)).toBe(process);
  });

  it('makes of a feed in two readings what restamp makes of it at once', () => {
    const feed = [uses, emotet, acme, tool];
    const renamed = new Map(feed.map(object => [object.id, restampObject(object).id]));

    const objects = feed.map(object => restampObject(object, renamed));

    expect(objects).toEqual(restamp(bundleOf(...feed)).bundle.objects);
  });

  it('refuses an object of which the id can not be told', () => {
    const nameless = sample('malware', 6, {});

    expect(() => restampObject(nameless)).toThrow(expect.objectContaining({ name: 'BundleError' }));
  });
});
