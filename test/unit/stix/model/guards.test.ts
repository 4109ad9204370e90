import * as stix from '../../../../src/stix/index.js';

const { ENTITY_TYPES, isMeta, isSco, isSdo, isSro, isStixObject, isType, isVulnerability } = stix;

const vulnerability = { type: 'vulnerability', id: 'vulnerability--1' };

describe('isType', () => {
  it('looks at the type of a STIX object', () => {
    expect(isType(vulnerability, 'vulnerability')).toBe(true);
    expect(isType(vulnerability, 'malware')).toBe(false);
  });

  it.each([
    ['null', null],
    ['text', 'vulnerability'],
    ['an object without id', { type: 'vulnerability' }],
    ['an object whose id is a number', { type: 'vulnerability', id: 1 }],
    ['a list', []],
  ])('refuses %s', (_what, value) => {
    expect(isType(value, 'vulnerability')).toBe(false);
    expect(isVulnerability(value)).toBe(false);
    expect(isStixObject(value)).toBe(false);
  });
});

describe('the guards of one type', () => {
  const guards = Object.entries(stix as unknown as Record<string, unknown>).filter(
    (entry): entry is [string, (value: unknown) => boolean] =>
      /^is[A-Z]/.test(entry[0]) && typeof entry[1] === 'function',
  );
  const types = [...new Set(Object.values(ENTITY_TYPES))];

  it.each(types)('know a %s from everything else', type => {
    const object = { type, id: `${type}--1` };
    const accepting = guards.filter(([name, accepts]) => !isGeneral(name) && accepts(object));

    expect(accepting).toHaveLength(1);
  });

  function isGeneral(name: string): boolean {
    return [
      'isType',
      'isEntity',
      'isSdo',
      'isSco',
      'isSro',
      'isMeta',
      'isStixObject',
      'isTlp',
      'isPap',
      'isWithinTlp',
      'isAliasedType',
      'isSupportedId',
    ].includes(name);
  }
});

describe('isSdo, isSco, isSro and isMeta', () => {
  it.each([
    ['case-rft', isSdo],
    ['identity', isSdo],
    ['ssh-key', isSco],
    ['file', isSco],
    ['sighting', isSro],
    ['relationship', isSro],
    ['label', isMeta],
    ['extension-definition', isMeta],
    ['language-content', isMeta],
  ])('sort a %s into one kind', (type, own) => {
    const object = { type, id: `${type}--1` };
    const accepting = [isSdo, isSco, isSro, isMeta].filter(accepts => accepts(object));

    expect(accepting).toEqual([own]);
  });

  it('leave an unknown type out', () => {
    const accepting = [isSdo, isSco, isSro, isMeta].filter(accepts =>
      accepts({ type: 'x-mine', id: 'x-mine--1' }),
    );

    expect(accepting).toEqual([]);
  });
});
