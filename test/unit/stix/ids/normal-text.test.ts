import fc from 'fast-check';
import { normalText, stripBlanks } from '../../../../src/stix/ids/normal-text.js';

describe('stripBlanks', () => {
  it.each([
    '\t',
    '\r\n',
    ' ',
    '\u001c',
    '\u001f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u205f',
    '\u3000',
  ])('removes %j at both ends', blank => {
    expect(stripBlanks(`${blank}a b${blank}`)).toBe('a b');
  });

  it.each(['\ufeff', '\u200b', '\u180e', '\u00ad', '\u0000', '\u007f'])('keeps %j', character => {
    expect(stripBlanks(`${character}a${character}`)).toBe(`${character}a${character}`);
  });

  it('makes nothing of blanks alone', () => {
    expect(stripBlanks(' \u0085\u3000 ')).toBe('');
  });
});

describe('normalText', () => {
  it('stays the same when it is applied again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(normalText(normalText(text))).toBe(normalText(text));
      }),
    );
  });

  it('lowers letters beyond the basic plane', () => {
    expect(normalText('\u{10400}')).toBe('\u{10428}');
  });
});
