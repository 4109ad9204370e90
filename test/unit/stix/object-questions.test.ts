import {
  aliasesOf,
  aliasesProperty,
  codeTagsToMarkdown,
  countReferences,
  isAliasedType,
  uniqueById,
} from '../../../src/stix/index.js';

describe('aliases', () => {
  it('stand in x_opencti_aliases where STIX has none', () => {
    expect(aliasesProperty('Vulnerability')).toBe('x_opencti_aliases');
    expect(aliasesProperty('malware')).toBe('aliases');
  });

  it('find a malware and not a report', () => {
    expect(isAliasedType('Malware')).toBe(true);
    expect(isAliasedType('report')).toBe(false);
  });

  it('are read from the first property that is there', () => {
    expect(aliasesOf({ aliases: ['a'], x_mitre_aliases: ['b'] })).toEqual(['b']);
    expect(aliasesOf({ aliases: ['a'], x_opencti_aliases: null })).toBeUndefined();
    expect(aliasesOf({})).toBeUndefined();
  });
});

describe('countReferences', () => {
  it('counts what the worker counts', () => {
    const object = {
      created_by_ref: null,
      object_refs: ['a', 'a'],
      external_references: [{}],
      kill_chain_phases: [{}, {}],
      labels: ['x'],
    };

    expect(countReferences(object)).toBe(6);
  });

  it.each([null, undefined, 'text', 5, {}])('counts nothing in a list that is %j', refs => {
    expect(countReferences({ object_refs: refs })).toBe(0);
  });
});

describe('uniqueById', () => {
  it('keeps the first of each id', () => {
    expect(uniqueById([{ id: 'a', n: 1 }, { id: 'b' }, { id: 'a', n: 2 }])).toEqual([
      { id: 'a', n: 1 },
      { id: 'b' },
    ]);
  });

  it.each([{}, { id: 5 }, null, undefined])('refuses %j, which has no id', object => {
    expect(() => uniqueById([object as never])).toThrow(
      expect.objectContaining({ code: 'BUNDLE_PROPERTY_MISSING' }),
    );
  });
});

describe('codeTagsToMarkdown', () => {
  it('turns tags into backticks', () => {
    expect(codeTagsToMarkdown('run <code>ls</code>')).toBe('run `ls`');
  });

  it.each([null, undefined])('leaves %s alone', text => {
    expect(codeTagsToMarkdown(text)).toBeUndefined();
  });
});
