import { Stix } from '../../../../src/stix/index.js';

describe('adopt', () => {
  it('takes a foreign object as it is, with its id', () => {
    const foreign = { type: 'x-mine', id: 'x-mine--1', anything: [1] };

    expect(Stix.adopt(foreign)).toBe(foreign);
  });

  it.each([
    ['nothing', undefined, 'it is not an object'],
    ['text', 'malware--1', 'it is not an object'],
    ['an object without type', { id: 'malware--1' }, 'its "type" is not text'],
    ['an object without id', { type: 'malware' }, 'its "id" is not text (type "malware")'],
    ['a list', [], 'its "type" is not text'],
  ])('refuses %s', (_what, value, problem) => {
    expect(() => Stix.adopt(value)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_NOT_STIX', details: { problem } }),
    );
  });
});
