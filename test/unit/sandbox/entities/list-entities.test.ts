import { listEntities, type EntityQuery } from '../../../../src/sandbox/entities/list-entities.js';
import { tlpMarking } from '../../../../src/stix/index.js';
import { PlatformRig, withId } from '../platform-rig.js';

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const sector = withId({ type: 'identity', name: 'Energy', identity_class: 'class' });
const emotet = withId({
  type: 'malware',
  name: 'Emotet',
  labels: ['bot'],
  aliases: ['Geodo'],
  created_by_ref: author.id,
  confidence: 80,
  object_marking_refs: [tlpMarking('TLP:RED').id],
});
const zeus = withId({ type: 'malware', name: 'Zeus', confidence: 20 });
const tool = withId({ type: 'tool', name: 'PsExec' });
const domain = withId({ type: 'domain-name', value: 'emotet.example' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: emotet.id,
  target_ref: tool.id,
});

function list(query: Partial<EntityQuery>): unknown[] {
  const rig = new PlatformRig();
  rig.store(author, sector, emotet, zeus, tool, domain, uses);
  const found = listEntities({ types: ['Stix-Core-Object'], ...query }, rig.knowledge);

  return found.map(({ object }) => object.name ?? object.value ?? object.relationship_type);
}

function where(...filters: object[]): unknown {
  return { mode: 'and', filters, filterGroups: [] };
}

describe('listEntities', () => {
  it('lists entities and groups of entities', () => {
    expect(list({ types: ['Malware'] })).toEqual(['Emotet', 'Zeus']);
    expect(list({ types: ['Identity'] })).toEqual(['Alpha', 'Energy']);
    expect(list({ types: ['Sector'] })).toEqual(['Energy']);
    expect(list({ types: ['Stix-Cyber-Observable'] })).toEqual(['emotet.example']);
    expect(list({ types: ['stix-core-relationship'] })).toEqual(['uses']);
    expect(list({ types: ['unknown'] })).toEqual([]);
  });

  it('narrows by further types', () => {
    expect(list({ within: ['Malware', 'Tool'] })).toEqual(['Emotet', 'Zeus', 'PsExec']);
  });

  it('searches in names, aliases and values, in any case', () => {
    expect(list({ search: 'EMOTET' })).toEqual(['Emotet', 'emotet.example']);
    expect(list({ search: 'geodo' })).toEqual(['Emotet']);
    expect(list({ search: 'nothing' })).toEqual([]);
  });

  it('orders by an attribute', () => {
    const types = ['Malware'];

    expect(list({ types, orderBy: 'name', orderMode: 'desc' })).toEqual(['Zeus', 'Emotet']);
    expect(list({ types, orderBy: 'confidence', orderMode: 'asc' })).toEqual(['Zeus', 'Emotet']);
    expect(list({ types, orderBy: 'constructor' })).toEqual(['Emotet', 'Zeus']);
  });

  it.each([
    ['ids', where({ key: 'ids', values: [emotet.id] }), ['Emotet']],
    ['ids of any kind', where({ key: ['ids'], values: ['unknown', tool.id] }), ['PsExec']],
    ['a name', where({ key: 'name', values: ['zeus'] }), ['Zeus']],
    ['a label', where({ key: 'objectLabel', values: ['bot'] }), ['Emotet']],
    ['an author', where({ key: 'createdBy', values: [author.id] }), ['Emotet']],
    ['an entity type', where({ key: 'entity_type', values: ['Tool'] }), ['PsExec']],
    ['a number', where({ key: 'confidence', values: ['50'], operator: 'gt' }), ['Emotet']],
    ['what is linked', where({ key: 'connectedToId', values: [tool.id] }), ['Emotet']],
    [
      'a marking that may not be there',
      where(
        {
          key: 'objectMarking',
          values: [tlpMarking('TLP:RED').id],
          operator: 'not_eq',
          mode: 'and',
        },
        { key: 'entity_type', values: ['Malware'] },
      ),
      ['Zeus'],
    ],
    [
      'ids in a group beside other filters',
      {
        mode: 'and',
        filters: [],
        filterGroups: [
          { mode: 'or', filters: [{ key: 'ids', values: [zeus.id] }], filterGroups: [] },
          where({ key: 'objectMarking', values: [], operator: 'not_eq' }),
        ],
      },
      ['Zeus'],
    ],
    [
      'either of two',
      {
        mode: 'or',
        filters: [
          { key: 'ids', values: [zeus.id] },
          { key: 'name', values: ['PsExec'] },
        ],
        filterGroups: [],
      },
      ['Zeus', 'PsExec'],
    ],
  ])('filters by %s', (_what, filters, expected) => {
    expect(list({ filters })).toEqual(expected);
  });

  it('finds relationships by their ends', () => {
    const types = ['stix-core-relationship'];

    expect(list({ types, filters: where({ key: 'fromId', values: [emotet.id] }) })).toEqual([
      'uses',
    ]);
    expect(list({ types, filters: where({ key: 'toId', values: [emotet.id] }) })).toEqual([]);
    expect(list({ types, filters: where({ key: 'fromOrToId', values: [tool.id] }) })).toEqual([
      'uses',
    ]);
    expect(list({ types, filters: where({ key: 'toTypes', values: ['Tool'] }) })).toEqual(['uses']);
  });

  it('sees what has changed since the same list was asked for', () => {
    const rig = new PlatformRig();
    rig.store(author, emotet);
    const query = { types: ['Malware'] };
    const before = listEntities(query, rig.knowledge).length;

    rig.store(zeus);

    expect(before).toBe(1);
    expect(listEntities(query, rig.knowledge)).toHaveLength(2);
  });

  it.each([
    ['filters that are text', 'text'],
    ['a filter without a key', where({ values: ['x'] })],
    ['a filter without values', where({ key: 'name' })],
    ['a key of the prototype', where({ key: '__proto__', values: ['x'] })],
  ])('goes on with %s', (_what, filters) => {
    expect(() => list({ filters })).not.toThrow();
  });
});
