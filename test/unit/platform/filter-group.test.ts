import { allOf, where, type FilterGroup } from '../../../src/platform/index.js';

const empty: FilterGroup = { mode: 'and', filters: [], filterGroups: [] };

describe('where', () => {
  it('asks for any of several values', () => {
    expect(where('ids', 'a', 'b')).toEqual({
      mode: 'and',
      filters: [{ key: 'ids', values: ['a', 'b'], operator: 'eq', mode: 'or' }],
      filterGroups: [],
    });
  });
});

describe('allOf', () => {
  it.each([[[]], [[undefined]], [[null, empty]]])('asks for nothing with %j', groups => {
    expect(allOf(...groups)).toBeUndefined();
  });

  it('leaves a lone condition as it is', () => {
    const group = where('name', 'x');

    expect(allOf(undefined, group, empty)).toBe(group);
  });

  it('keeps a group that only holds other groups', () => {
    const nested = { ...empty, filterGroups: [where('name', 'x')] };

    expect(allOf(nested)).toBe(nested);
  });

  it('asks for all of several', () => {
    const first = where('name', 'x');
    const second = { ...where('objectMarking', 'm1'), mode: 'or' } as const;

    expect(allOf(first, second)).toEqual({
      mode: 'and',
      filters: [],
      filterGroups: [first, second],
    });
  });
});
