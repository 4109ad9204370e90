import { Entities, where, type ListPage } from '../../../src/platform/index.js';
import { ScriptedQueries, type QueryScript } from '../../support/scripted-queries.js';

const malware = {
  id: 'i1',
  standard_id: 'malware--1',
  x_opencti_stix_ids: ['malware--old'],
  entity_type: 'Malware',
  parent_types: ['Stix-Domain-Object'],
  created_at: '2026-03-04T09:12:33.120Z',
  updated_at: '2026-03-05T09:12:33.120Z',
  representative: { main: 'Emotet' },
  createdBy: { id: 'a1', standard_id: 'identity--1', name: 'CERT' },
  objectMarking: [
    {
      id: 'm1',
      standard_id: 'marking-definition--1',
      definition_type: 'TLP',
      definition: 'TLP:GREEN',
      x_opencti_order: 2,
      x_opencti_color: '#2e7d32',
    },
  ],
  objectLabel: [{ id: 'l1', value: 'botnet', color: null }],
};
const bare = { id: 'i2', standard_id: 'tool--2', entity_type: 'Tool' };

const entitiesWith = (script: QueryScript) => {
  const queries = new ScriptedQueries(script);

  return { queries, entities: new Entities(queries) };
};
const connection = (...nodes: unknown[]) => ({ edges: nodes.map(node => ({ node })) });
const all = async <T>(pages: AsyncIterable<ListPage<T>>): Promise<T[]> => {
  const items: T[] = [];
  for await (const page of pages) items.push(...page.items);

  return items;
};

describe('Entities', () => {
  describe('read', () => {
    it('gives what OpenCTI knows about any entity', async () => {
      const { queries, entities } = entitiesWith(() => ({ stixCoreObject: malware }));

      const entity = await entities.read('malware--1');

      expect(queries.asked[0]?.variables).toEqual({ id: 'malware--1' });
      expect(entity).toEqual({
        id: 'i1',
        standardId: 'malware--1',
        stixIds: ['malware--old'],
        type: 'Malware',
        parentTypes: ['Stix-Domain-Object'],
        name: 'Emotet',
        createdAt: '2026-03-04T09:12:33.120Z',
        updatedAt: '2026-03-05T09:12:33.120Z',
        author: { id: 'a1', standardId: 'identity--1', name: 'CERT' },
        markings: [
          {
            id: 'm1',
            standardId: 'marking-definition--1',
            type: 'TLP',
            definition: 'TLP:GREEN',
            order: 2,
            color: '#2e7d32',
          },
        ],
        labels: [{ id: 'l1', value: 'botnet', color: null }],
      });
    });

    it('does with an id and a type alone', async () => {
      const { entities } = entitiesWith(() => ({ stixCoreObject: bare }));

      await expect(entities.read('i2')).resolves.toEqual({
        id: 'i2',
        standardId: 'tool--2',
        stixIds: [],
        type: 'Tool',
        parentTypes: [],
        name: null,
        createdAt: null,
        updatedAt: null,
        markings: [],
        labels: [],
      });
    });

    it('gives nothing for what is not there', async () => {
      const { entities } = entitiesWith(() => ({ stixCoreObject: null }));

      await expect(entities.read('x')).resolves.toBeUndefined();
    });

    it.each([
      [5],
      [{}],
      [{ ...bare, id: 5 }],
      [{ ...bare, objectMarking: 'x' }],
      [{ ...bare, parent_types: [5] }],
    ])('fails on %j', async stixCoreObject => {
      const { entities } = entitiesWith(() => ({ stixCoreObject }));

      await expect(entities.read('x')).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
    });
  });

  describe('toStix', () => {
    it('gives the STIX object', async () => {
      const stix = { id: 'malware--1', type: 'malware', name: 'Emotet' };
      const { queries, entities } = entitiesWith(() => ({ stix: JSON.stringify(stix) }));

      await expect(entities.toStix('i1')).resolves.toEqual(stix);
      expect(queries.asked[0]).toMatchObject({ operation: 'StixQuery', variables: { id: 'i1' } });
    });

    it.each([[null], ['']])('gives nothing for %j', async stix => {
      const { entities } = entitiesWith(() => ({ stix }));

      await expect(entities.toStix('x')).resolves.toBeUndefined();
    });

    it.each([['{"id":'], ['[]'], ['null'], ['"x"'], ['{}'], ['{"id":"x","type":5}'], [5]])(
      'fails on %j',
      async stix => {
        const { entities } = entitiesWith(() => ({ stix }));

        await expect(entities.toStix('x')).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
      },
    );
  });

  describe('list', () => {
    it('asks as it is told', async () => {
      const { queries, entities } = entitiesWith(() => ({ stixCoreObjects: connection(bare) }));
      const filters = where('name', 'x');
      const options = {
        types: ['Malware'],
        filters,
        search: 'emo',
        orderBy: 'created_at',
        orderMode: 'desc',
        pageSize: 10,
        context: { draftId: 'd1' },
      } as const;

      const items = await all(entities.list(options));

      expect(items.map(({ id }) => id)).toEqual(['i2']);
      expect(queries.asked[0]).toMatchObject({
        variables: {
          types: ['Malware'],
          filters,
          search: 'emo',
          orderBy: 'created_at',
          orderMode: 'desc',
          first: 10,
          after: null,
        },
        options: { context: { draftId: 'd1' } },
      });
    });
  });

  describe('listRelationships', () => {
    it('gives both ends, as far as the user may see them', async () => {
      const uses = {
        id: 'r1',
        standard_id: 'relationship--1',
        relationship_type: 'uses',
        from: { id: 'i1', entity_type: 'Malware' },
        to: null,
      };
      const { queries, entities } = entitiesWith(() => ({
        stixCoreRelationships: connection(uses),
      }));

      const items = await all(entities.listRelationships({ of: ['i1'], types: ['uses'] }));

      expect(items).toEqual([
        {
          id: 'r1',
          standardId: 'relationship--1',
          type: 'uses',
          from: { id: 'i1', type: 'Malware' },
        },
      ]);
      expect(queries.asked[0]?.variables).toMatchObject({
        fromOrToId: ['i1'],
        relationship_type: ['uses'],
      });
    });

    it('asks for the ends as it is told', async () => {
      const { queries, entities } = entitiesWith(() => ({}));

      await all(
        entities.listRelationships({
          otherEndTypes: ['Malware'],
          from: ['i1'],
          fromTypes: ['Tool'],
          to: ['i2'],
          toTypes: ['Sector'],
          search: 'x',
          orderBy: 'created_at',
          orderMode: 'desc',
          pageSize: 5,
        }),
      );

      expect(queries.asked[0]?.variables).toEqual({
        fromOrToId: undefined,
        elementWithTargetTypes: ['Malware'],
        fromId: ['i1'],
        fromTypes: ['Tool'],
        toId: ['i2'],
        toTypes: ['Sector'],
        relationship_type: undefined,
        filters: undefined,
        search: 'x',
        orderBy: 'created_at',
        orderMode: 'desc',
        first: 5,
        after: null,
      });
    });
  });

  describe('find', () => {
    it('gives entities by whichever of their ids was asked for', async () => {
      const { entities } = entitiesWith(() => ({ stixCoreObjects: connection(malware, bare) }));

      const found = await entities.find(['malware--old', 'i2', 'malware--unknown']);

      expect([...found].map(([id, entity]) => [id, entity.standardId])).toEqual([
        ['malware--old', 'malware--1'],
        ['i2', 'tool--2'],
      ]);
    });

    it('asks for a few hundred at a time, each id once', async () => {
      const { queries, entities } = entitiesWith(() => ({ stixCoreObjects: connection() }));
      const ids = Array.from({ length: 1_200 }, (_, index) => `i${index % 1_100}`);

      await entities.find(ids);

      const asked = queries.asked.map(({ variables }) => variables['filters']);
      expect(asked).toEqual([
        where('ids', ...ids.slice(0, 500)),
        where('ids', ...ids.slice(500, 1_000)),
        where('ids', ...ids.slice(1_000, 1_100)),
      ]);
    });

    it('asks nothing for no id', async () => {
      const { queries, entities } = entitiesWith(() => ({}));

      await expect(entities.find([])).resolves.toEqual(new Map());
      expect(queries.asked).toEqual([]);
    });
  });

  describe('exists', () => {
    it('tells which ids lead to an entity or a relationship', async () => {
      const { queries, entities } = entitiesWith(() => ({
        stixObjectOrStixRelationships: connection(
          { id: 'i1', standard_id: 'malware--1', x_opencti_stix_ids: ['malware--old'] },
          { id: 'r1', standard_id: 'relationship--1' },
        ),
      }));

      const found = await entities.exists(['malware--old', 'relationship--1', 'label--x']);

      expect([...found]).toEqual(['malware--old', 'relationship--1']);
      expect(queries.asked).toHaveLength(1);
    });
  });

  it('asks each root field once in a document', async () => {
    const { queries, entities } = entitiesWith(() => ({}));

    await entities.read('a');
    await entities.toStix('a');
    await all(entities.list());
    await all(entities.listRelationships());
    await entities.exists(['a', 'b', 'c', 'd']);

    for (const { document } of queries.asked) {
      const roots = document.match(/^ {2}\w+\(|\{ \w+\(/gm) ?? [];
      expect(roots).toHaveLength(1);
    }
  });
});
