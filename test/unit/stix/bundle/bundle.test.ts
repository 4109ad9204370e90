import { bundle } from '../../../../src/stix/index.js';
import { sample } from './sample-objects.js';

describe('bundle', () => {
  it('holds the objects in order, repeats too', () => {
    const objects = [sample('note', 1), sample('note', 2), sample('note', 1)];

    expect(bundle(new Set(objects)).objects).toEqual(objects);
    expect(bundle(objects)).toMatchObject({ type: 'bundle', spec_version: '2.1' });
  });

  it('has another random id each time', () => {
    const ids = [bundle([]).id, bundle([]).id];

    expect(ids[0]).toMatch(
      /^bundle--[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(ids[0]).not.toBe(ids[1]);
  });
});
