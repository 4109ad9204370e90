import { furnish } from '../../../src/runtime/furnish.js';
import type { StixObject } from '../../../src/stix/stix-object.js';

const author = { type: 'identity', id: 'identity--a' };
const marking = { type: 'marking-definition', id: 'marking-definition--m' };
const isObservable = (object: StixObject): boolean => object.type === 'url';

describe('furnish', () => {
  it('puts the markings and the author in front of what they belong to', () => {
    const objects = [{ type: 'malware', id: 'malware--1' }];

    const furnished = furnish(objects, { author, markings: [marking] }, isObservable);

    expect(furnished.map(object => object.id)).toEqual([
      'marking-definition--m',
      'identity--a',
      'malware--1',
    ]);
  });

  it('gives an object the author and the markings that it lacks', () => {
    const [, , malware] = furnish(
      [{ type: 'malware', id: 'malware--1' }],
      { author, markings: [marking] },
      isObservable,
    );

    expect(malware).toEqual({
      type: 'malware',
      id: 'malware--1',
      created_by_ref: 'identity--a',
      object_marking_refs: ['marking-definition--m'],
    });
  });

  it('leaves an object its own author and markings', () => {
    const own = {
      type: 'malware',
      id: 'malware--1',
      created_by_ref: 'identity--other',
      object_marking_refs: [],
    };

    expect(furnish([own], { author, markings: [marking] }, isObservable)).toContainEqual(own);
  });

  it('names the author of an observable where OpenCTI reads it', () => {
    const furnished = furnish(
      [{ type: 'url', id: 'url--1' }],
      { author, markings: [] },
      isObservable,
    );

    expect(furnished[1]).toEqual({
      type: 'url',
      id: 'url--1',
      x_opencti_created_by_ref: 'identity--a',
    });
  });

  it('keeps the first object of each id', () => {
    const objects = [
      { type: 'malware', id: 'malware--1', name: 'first' },
      { type: 'malware', id: 'malware--1', name: 'second' },
    ];

    expect(furnish(objects, { markings: [] }, isObservable)).toEqual([objects[0]]);
  });

  it('does not change what it is given', () => {
    const object = Object.freeze({ type: 'malware', id: 'malware--1' });

    expect(() => furnish([object], { author, markings: [marking] }, isObservable)).not.toThrow();
  });

  it('makes nothing of nothing: a page without objects sends no author', () => {
    expect(furnish([], { author, markings: [marking] }, isObservable)).toEqual([]);
  });
});
