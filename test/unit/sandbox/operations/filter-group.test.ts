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
