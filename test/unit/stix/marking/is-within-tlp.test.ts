import fc from 'fast-check';
import { BundleError } from '../../../../src/errors/index.js';
import { isWithinTlp, TLP_LEVELS, type Tlp } from '../../../../src/stix/index.js';

const LEVELS = Object.keys(TLP_LEVELS) as Tlp[];
const level = fc.constantFrom(...LEVELS);

describe('isWithinTlp', () => {
  it('orders the levels from CLEAR to RED', () => {
    const withinAmber = LEVELS.filter(tlp => isWithinTlp(tlp, 'TLP:AMBER'));

    expect(withinAmber).toEqual(['TLP:CLEAR', 'TLP:WHITE', 'TLP:GREEN', 'TLP:AMBER']);
  });

  it('takes WHITE and CLEAR as one', () => {
    expect(isWithinTlp('TLP:WHITE', 'TLP:CLEAR')).toBe(true);
    expect(isWithinTlp('TLP:CLEAR', 'TLP:WHITE')).toBe(true);
  });

  it('holds for any two levels one way or the other', () => {
    fc.assert(
      fc.property(level, level, (one, other) => {
        expect(isWithinTlp(one, other) || isWithinTlp(other, one)).toBe(true);
      }),
    );
  });

  it('does not mind capitals', () => {
    expect(isWithinTlp('tlp:amber', 'Tlp:Amber+Strict')).toBe(true);
  });

  it.each([undefined, null])('sets no limit when one side is %s', nothing => {
    expect(isWithinTlp(nothing, 'TLP:CLEAR')).toBe(true);
    expect(isWithinTlp('TLP:RED', nothing)).toBe(true);
  });

  it.each(['', 'RED', ' TLP:RED', 'TLP:EX:CHR', 'PAP:CLEAR', '__proto__', 'constructor'])(
    'lets nothing pass that is marked "%s"',
    tlp => {
      expect(isWithinTlp(tlp, 'TLP:RED')).toBe(false);
    },
  );

  it.each(['', 'RED', 'TLP:RED ', 'PAP:RED', '__proto__'])('refuses a highest level "%s"', max => {
    expect(() => isWithinTlp('TLP:CLEAR', max)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_TLP_UNKNOWN' }),
    );
  });

  it.each([5, {}, ['TLP:RED']])('refuses %j on either side', value => {
    expect(() => isWithinTlp(value as never, 'TLP:RED')).toThrow(BundleError);
    expect(() => isWithinTlp('TLP:RED', value as never)).toThrow(BundleError);
  });
});
