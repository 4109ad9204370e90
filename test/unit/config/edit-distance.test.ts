import fc from 'fast-check';
import { editDistance, nearest } from '../../../src/config/edit-distance.js';

describe('editDistance', () => {
  it.each<[string, string, number]>([
    ['catalog_url', 'catalog_url', 0],
    ['catalog_ulr', 'catalog_url', 1],
    ['catalog_ur', 'catalog_url', 1],
    ['catalogg_url', 'catalog_url', 1],
    ['catalog_uri', 'catalog_url', 1],
    ['catalgo_ulr', 'catalog_url', 2],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
  ])('counts the slips from %s to %s', (left, right, slips) => {
    expect(editDistance(left, right, 5)).toBe(slips);
  });

  it('stops counting above the limit', () => {
    expect(editDistance('x'.repeat(100_000), 'y', 2)).toBe(3);
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
  });

  it('is the same both ways', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

    fc.assert(
      fc.property(words, words, (left, right) => {
        expect(editDistance(left, right, 9)).toBe(editDistance(right, left, 9));
      }),
    );
  });
});

describe('nearest', () => {
  it('finds the word that was meant', () => {
    expect(nearest('CATALOG_ULR', ['CATALOG_UID', 'CATALOG_URL'])).toBe('CATALOG_URL');
    expect(nearest('catalogUrl', ['catalog_url'])).toBe('catalog_url');
  });

  it('leaves short words and far ones alone', () => {
    expect(nearest('ID', ['IP'])).toBeUndefined();
    expect(nearest('API_URL', ['API_KEY'])).toBeUndefined();
    expect(nearest('TLP', ['TLP_MAX'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });
});
