import * as fc from 'fast-check';
import { isSameState, parseState } from '../../../src/platform/state-text.js';

describe('parseState', () => {
  it.each([null, '', ' ', 'null'])('takes %j for no state', text => {
    expect(parseState(text)).toEqual({ value: null, isReadable: true });
  });

  it('reads what a Python connector wrote', () => {
    expect(parseState('{"last_run": 1714824000, "name": "\\u00e9"}')).toEqual({
      value: { last_run: 1714824000, name: 'é' },
      isReadable: true,
    });
  });

  it.each([
    '{',
    'undefined',
    '"text"',
    '5',
    'true',
    '[1]',
    '\u0000',
    "{'last_run': 1}",
    '{"a":1}x',
  ])('does not take %j for no state: it is unreadable', text => {
    expect(parseState(text)).toEqual({ value: null, isReadable: false });
  });

  it('leaves the prototype of objects alone', () => {
    const { value } = parseState('{"__proto__": {"isAdmin": true}}');

    expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

describe('isSameState', () => {
  it('does not mind how an object is written', () => {
    expect(isSameState('{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }')).toBe(true);
  });

  it('takes all ways of saying nothing for the same', () => {
    expect(isSameState('null', null)).toBe(true);
    expect(isSameState('null', '')).toBe(true);
  });

  it('takes two unreadable texts for the same only if they are', () => {
    expect(isSameState('{x', '{x')).toBe(true);
    expect(isSameState('{x', '{y')).toBe(false);
    expect(isSameState('{x', 'null')).toBe(false);
  });

  it('is true of any object and itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), state => {
        expect(isSameState(JSON.stringify(state), JSON.stringify(state, null, 2))).toBe(true);
      }),
    );
  });
});
