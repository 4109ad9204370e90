import { matchesFilters } from '../../../../src/sandbox/operations/filter-group.js';

const element = { definition: 'TLP:AMBER', definition_type: 'TLP', ids: ['a', 'b'], rank: 3 };

function filter(key: unknown, values: unknown, operator?: string, mode?: string): unknown {
  return { mode: 'and', filters: [{ key, values, operator, mode }], filterGroups: [] };
}

describe('matchesFilters', () => {
  it.each([
    [undefined, true],
    [null, true],
    [{ mode: 'and', filters: [], filterGroups: [] }, true],
    [filter('definition', ['tlp:amber']), true],
    [filter(['definition'], ['TLP:RED', 'TLP:AMBER'], 'eq', 'or'), true],
    [filter('definition', ['TLP:RED', 'TLP:AMBER'], 'eq', 'and'), false],
    [filter('ids', ['a', 'b'], 'eq', 'and'), true],
    [filter('rank', [3]), true],
    [filter('definition', ['TLP:AMBER'], 'not_eq'), false],
    [filter('definition', ['amb'], 'contains'), true],
    [filter('definition', ['amb'], 'starts_with'), false],
    [filter('unknown', ['x']), false],
    [filter('unknown', [], 'nil'), true],
    [filter('definition', [], 'not_nil'), true],
    [filter('constructor', ['x']), false],
    ['text', true],
  ])('reads %j as %s', (group, expected) => {
    expect(matchesFilters(group, element)).toBe(expected);
  });

  it('joins nested groups by or', () => {
    const group = {
      mode: 'or',
      filters: [{ key: 'definition', values: ['TLP:RED'] }],
      filterGroups: [filter('definition_type', ['TLP'])],
    };

    expect(matchesFilters(group, element)).toBe(true);
  });
});

describe('matchesFilters, of numbers and dates', () => {
  const dated = { count: '10', at: '2026-01-02T00:00:00Z' };

  it.each([
    [filter('count', ['9'], 'gt'), true],
    [filter('count', ['10'], 'gt'), false],
    [filter('count', ['10'], 'gte'), true],
    [filter('count', ['11'], 'lt'), true],
    [filter('at', ['2026-01-01T00:00:00Z'], 'gt'), true],
    [filter('at', ['2026-01-01T00:00:00Z'], 'lte'), false],
    [filter('at', ['never'], 'gt'), false],
    [filter('count', ['1'], 'not_starts_with'), false],
    [filter('count', ['2'], 'not_contains'), true],
    [filter('count', [], 'not_eq'), true],
  ])('reads %j as %s', (group, expected) => {
    expect(matchesFilters(group, dated)).toBe(expected);
  });

  it('keeps out every value of a list, or any of them, as the mode says', () => {
    const ids = { ids: ['a'] };

    expect(matchesFilters(filter('ids', ['a', 'b'], 'not_eq', 'and'), ids)).toBe(false);
    expect(matchesFilters(filter('ids', ['a', 'b'], 'not_eq', 'or'), ids)).toBe(true);
  });

  it('looks attributes up only when a filter asks for them', () => {
    const asked: string[] = [];
    const group = {
      mode: 'and',
      filters: [
        { key: 'a', values: ['no'] },
        { key: 'b', values: ['yes'] },
      ],
    };

    matchesFilters(group, key => {
      asked.push(key);
      return 'yes';
    });

    expect(asked).toEqual(['a']);
  });
});
