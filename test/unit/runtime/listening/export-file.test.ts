import { Observable, concat, delay, map, of } from 'rxjs';
import { ExportFile, Produces, type ExportRequest } from '../../../../src/connectors/index.js';
import { Stix, type StixObject } from '../../../../src/stix/index.js';
import type { FakeOpencti } from './fake-opencti.js';
import { WORK, listeningRig, message } from './listening-rig.js';

type Handle = (request: ExportRequest) => unknown;

function exportOf(handle: Handle, options = {}) {
  @ExportFile({ name: 'Export', ...options })
  class Export {
    @Produces('text/csv')
    table(request: ExportRequest): Observable<string> {
      return handle(request) as Observable<string>;
    }
  }

  return Export;
}

const access = {
  mode: 'and',
  filters: [{ key: 'objectMarking', mode: 'and', operator: 'not_eq', values: ['red'] }],
  filterGroups: [],
};

const single = (event = {}): Record<string, unknown> => ({
  event_type: 'INTERNAL_EXPORT_FILE',
  file_name: 'Malware-Emotet.csv',
  format: 'text/csv',
  export_scope: 'single',
  entity_id: 'internal-1',
  entity_name: 'Emotet',
  entity_type: 'Malware',
  export_type: 'simple',
  file_markings: ['green'],
  main_filter: { mode: 'and', filters: [], filterGroups: [] },
  access_filter: access,
  ...event,
});

const query = (event = {}): Record<string, unknown> => ({
  ...single({ export_scope: 'query', entity_id: undefined, entity_name: 'global' }),
  list_params: {
    search: 'emo',
    orderBy: 'name',
    orderMode: 'desc',
    filters: { mode: 'or', filters: [{ key: 'name', values: ['x'] }], filterGroups: [] },
    visible_columns: ['name'],
  },
  ...event,
});

const malware = (n: number): StixObject => Stix.malware({ name: `m${n}`, is_family: false });

/** Lets OpenCTI list so many entities, this many a page. */
function holding(opencti: FakeOpencti, entities: number, pageSize: number): void {
  for (let n = 1; n <= entities; n++) opencti.stix.set(`internal-${n}`, malware(n));
  opencti.answers.StixCoreObjects = ({ variables }) => {
    const start = Number(variables.after ?? 0);
    const end = Math.min(start + pageSize, entities);
    const numbers = Array.from({ length: end - start }, (_, n) => start + n + 1);
    return {
      stixCoreObjects: {
        edges: numbers.map(n => ({ node: node(n) })),
        pageInfo: { endCursor: String(end), hasNextPage: end < entities, globalCount: entities },
      },
    };
  };
}

const LAST = { hasNextPage: false };

const node = (n: number): object => ({
  id: `internal-${n}`,
  standard_id: malware(n).id,
  entity_type: 'Malware',
  x_opencti_stix_ids: [],
  parent_types: [],
  objectMarking: [],
  objectLabel: [],
});

const names: Handle = request =>
  concat(
    of('name\n'),
    request.objects().pipe(map(object => `${(object as unknown as { name: string }).name}\n`)),
  );

describe('the export of an entity', () => {
  it('reads in the name of who asked, and stores the file in the name of the connector', async () => {
    const { handle, opencti } = listeningRig(exportOf(names));
    holding(opencti, 1, 10);

    await handle(message(single(), { applicant_id: 'analyst' }));

    const [list] = opencti.of('StixCoreObjects');
    const [stored] = opencti.of('StixDomainObjectEdit');
    expect(list?.context).toMatchObject({ applicantId: 'analyst' });
    expect(list?.variables.filters).toEqual({
      mode: 'and',
      filters: [],
      filterGroups: [
        {
          mode: 'and',
          filters: [{ key: 'ids', values: ['internal-1'], operator: 'eq', mode: 'or' }],
          filterGroups: [],
        },
        access,
      ],
    });
    expect(opencti.of('StixQuery')[0]?.context).toMatchObject({ applicantId: 'analyst' });
    expect(stored?.context?.applicantId).toBeUndefined();
    expect(stored?.variables).toEqual({ id: 'internal-1', file_markings: ['green'] });
    expect(stored?.file).toEqual({ name: 'Malware-Emotet.csv', text: 'name\nm1\n' });
    expect(opencti.processed).toEqual([
      { id: WORK, message: '1 objects exported', inError: false },
    ]);
  });

  it('hands over what is asked for', async () => {
    let seen: ExportRequest | undefined;
    const { handle } = listeningRig(exportOf(request => ((seen = request), ['x'])));

    await handle(
      message(query({ format: 'text/csv; charset=utf-8' }), { applicant_id: 'analyst' }),
    );

    expect(seen).toMatchObject({
      ...{ scope: 'query', type: 'simple', format: 'text/csv', fileName: 'Malware-Emotet.csv' },
      ...{ entityName: 'global', entityType: 'Malware', selectedIds: [], fileMarkings: ['green'] },
      accessFilter: access,
      list: { search: 'emo', orderBy: 'name', orderMode: 'desc', columns: ['name'] },
      context: { applicantId: 'analyst', workId: WORK },
    });
    expect(seen).not.toHaveProperty('entityId');
    expect(Object.isFrozen(seen)).toBe(true);
  });

  it('gives what belongs to an entity, when all of it is asked for, each thing once', async () => {
    const relationship = Stix.relationship(malware(1), 'related-to', malware(2));
    const ids: Handle = request => request.objects().pipe(map(({ id }) => `${id}\n`));
    const { handle, opencti } = listeningRig(exportOf(ids));
    opencti.stix.set('internal-1', malware(1));
    opencti.stix.set('internal-2', malware(2));
    opencti.stix.set('internal-r', relationship);
    opencti.answers.StixCoreObjects = ({ variables }) => {
      const asked = JSON.stringify(variables.filters).includes('internal-2') ? 2 : 1;
      return { stixCoreObjects: { edges: [{ node: node(asked) }], pageInfo: LAST } };
    };
    const ends = {
      from: { id: 'internal-1', entity_type: 'Malware' },
      to: { id: 'internal-2', entity_type: 'Malware' },
    };
    const related = {
      id: 'internal-r',
      standard_id: relationship.id,
      relationship_type: 'related-to',
    };
    opencti.answers.StixCoreRelationships = () => ({
      stixCoreRelationships: { edges: [{ node: { ...related, ...ends } }], pageInfo: LAST },
    });

    await handle(message(single({ export_type: 'full' })));

    expect(opencti.of('StixDomainObjectEdit')[0]?.file?.text).toBe(
      `${malware(1).id}\n${relationship.id}\n${malware(2).id}\n`,
    );
    expect(opencti.of('StixCoreRelationships')[0]?.variables).toMatchObject({
      fromOrToId: ['internal-1'],
      filters: access,
    });
    const neighbours = opencti.of('StixCoreObjects')[1]?.variables.filters;
    expect(neighbours).toMatchObject({ filterGroups: [expect.anything(), access] });
  });
});

describe('the export of a list', () => {
  it('counts each object once when the handler reads the list twice', async () => {
    const { handle, opencti } = listeningRig(
      exportOf(async function* (request: ExportRequest) {
        let columns = 0;
        for await (const page of request.pages()) columns += page.length;
        yield `${columns}\n`;
        for await (const page of request.pages()) yield page.map(({ id }) => id).join();
      }),
    );
    holding(opencti, 3, 2);

    await handle(message(query()));

    expect(opencti.processed).toEqual([
      { id: WORK, message: '3 objects exported', inError: false },
    ]);
  });

  it('asks for what the list was filtered, searched and ordered by', async () => {
    const { handle, opencti } = listeningRig(exportOf(names));
    holding(opencti, 3, 2);

    await handle(message(query({ entity_id: 'container' })));

    const lists = opencti.of('StixCoreObjects').map(({ variables }) => variables);
    expect(lists).toHaveLength(2);
    expect(lists[0]).toMatchObject({
      ...{ types: ['Malware'], search: 'emo', orderBy: 'name', orderMode: 'desc' },
      filters: { filterGroups: [expect.objectContaining({ mode: 'or' }), access] },
    });
    const [stored] = opencti.of('StixCoreObjectsExportPush');
    expect(stored?.file?.text).toBe('name\nm1\nm2\nm3\n');
    expect(stored?.variables).toMatchObject({
      entity_id: 'container',
      entity_type: 'Malware',
      file_markings: ['green'],
      listFilters: JSON.stringify(query().list_params),
    });
  });

  it('asks for the entities that were picked, whatever their types', async () => {
    const { handle, opencti } = listeningRig(exportOf(names));
    holding(opencti, 2, 10);

    await handle(
      message(
        single({
          ...{ export_scope: 'selection', entity_id: undefined, entity_type: 'Stix-Core-Object' },
          selected_ids: ['internal-1', 'internal-2'],
        }),
      ),
    );

    const [list] = opencti.of('StixCoreObjects');
    expect(list?.variables).not.toHaveProperty('types', expect.anything());
    expect(JSON.stringify(list?.variables.filters)).toContain('["internal-1","internal-2"]');
    expect(opencti.of('StixCoreObjectsExportPush')[0]?.variables).toMatchObject({
      listFilters: 'selected_ids',
    });
  });

  it('asks for relationships when these are listed', async () => {
    const { handle, opencti } = listeningRig(exportOf(names));
    opencti.answers.StixCoreRelationships = () => ({
      stixCoreRelationships: { edges: [], pageInfo: LAST },
    });

    await handle(
      message(
        query({
          entity_type: 'stix-core-relationship',
          list_params: { fromOrToId: 'internal-1', relationship_type: ['uses'] },
        }),
      ),
    );

    expect(opencti.of('StixCoreRelationships')[0]?.variables).toMatchObject({
      fromOrToId: ['internal-1'],
      relationship_type: ['uses'],
    });
  });

  it('asks for the next page only when what came of the last one is written', async () => {
    const { handle, opencti } = listeningRig(exportOf(names));
    holding(opencti, 6, 2);
    let pages = 0;
    let lines = 0;
    let most = 0;
    const list = opencti.answers.StixCoreObjects;
    opencti.answers.StixCoreObjects = asked => ((pages += 1), list?.(asked));
    opencti.upload = async (_document, _variables, { content }) => {
      for await (const _piece of content as AsyncIterable<string>) {
        lines += 1;
        most = Math.max(most, pages - Math.ceil((lines - 1) / 2));
        await new Promise(resolve => setImmediate(resolve));
      }
      return { stixCoreObjectsExportPush: true } as never;
    };

    await handle(message(query()));

    expect([pages, lines]).toEqual([3, 7]);
    expect(most).toBe(1);
  });

  it('gives pages to those who pull', async () => {
    const { handle, opencti } = listeningRig(
      exportOf(async function* ({ pages }: ExportRequest) {
        for await (const page of pages()) yield new TextEncoder().encode(`${page.length}\n`);
      }),
    );
    holding(opencti, 3, 2);

    await handle(message(query()));

    expect(opencti.of('StixCoreObjectsExportPush')[0]?.file?.text).toBe('2\n1\n');
  });
});

describe('an export that does not work out', () => {
  it.each<[string, Handle, string]>([
    [
      'gives objects',
      () => [{ a: 1 }],
      'Export.table gave an object of another kind, not text or bytes',
    ],
    ['gives nothing', () => undefined, 'Export.table gave undefined'],
    [
      'throws',
      () => {
        throw new Error('no template');
      },
      'no template',
    ],
  ])('ends in error and stores no file when its handler %s', async (_what, handler, expected) => {
    const { handle, opencti } = listeningRig(exportOf(handler));

    await handle(message(single()));

    expect(opencti.of('StixDomainObjectEdit')).toEqual([]);
    expect(opencti.processed).toEqual([
      expect.objectContaining({ inError: true, message: expect.stringContaining(expected) }),
    ]);
  });

  it('takes a whole text for one piece', async () => {
    const { handle, opencti } = listeningRig(exportOf(() => 'a;b\n'));

    await handle(message(single()));

    expect(opencti.of('StixDomainObjectEdit')[0]?.file?.text).toBe('a;b\n');
  });

  it('stops asking for pages when its handler has enough', async () => {
    const { handle, opencti } = listeningRig(
      exportOf(async function* ({ pages }: ExportRequest) {
        for await (const page of pages()) {
          yield String(page.length);
          return;
        }
      }),
    );
    holding(opencti, 100, 1);

    await handle(message(query()));

    expect(opencti.of('StixCoreObjects')).toHaveLength(1);
  });

  it('waits for what comes late', async () => {
    const { handle, opencti } = listeningRig(exportOf(() => of('late').pipe(delay(1))));

    await handle(message(single()));

    expect(opencti.of('StixDomainObjectEdit')[0]?.file?.text).toBe('late');
  });

  it.each([
    ['format', 'application/pdf', 'REQUEST_OUT_OF_SCOPE'],
    ['export_scope', 'all', 'REQUEST_MALFORMED'],
    ['export_scope', undefined, 'REQUEST_MALFORMED'],
    ['access_filter', 'none', 'REQUEST_MALFORMED'],
    ['main_filter', { mode: 'xor' }, 'REQUEST_MALFORMED'],
    ['access_filter', { mode: 'and', filters: [{ values: [] }] }, 'REQUEST_MALFORMED'],
    ['entity_id', null, 'REQUEST_MALFORMED'],
    ['selected_ids', [1], 'REQUEST_MALFORMED'],
  ])('is refused when %s is %j', async (member, value, code) => {
    let calls = 0;
    const { handle, opencti } = listeningRig(exportOf(() => ((calls += 1), ['x'])));

    await handle(message(single({ [member]: value })));

    expect(calls).toBe(0);
    expect(opencti.processed[0]?.message).toContain(code);
  });
});
