import * as fc from 'fast-check';
import { cutText } from '../../../src/platform/cut-text.js';

describe('cutText', () => {
  it('leaves a short text alone', () => {
    expect(cutText('abc', 3)).toBe('abc');
  });

  it('shows that it has cut', () => {
    expect(cutText('abcdef', 4)).toBe('abc…');
  });

  it('never cuts a character in two, and keeps the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, max) => {
        const cut = cutText(text, max);

        expect(cut.length).toBeLessThanOrEqual(max);
        // It throws on half of a surrogate pair.
        expect(() => encodeURIComponent(cut)).not.toThrow();
      }),
    );
  });
});
