import { parse } from 'csv-parse/sync';
import { Stix, type StixObject } from 'octiflow';
import { tlpMarking } from 'octiflow/stix';
import {
  ConnectorBench,
  stixMatchers,
  type BenchOptions,
  type ExportOptions,
} from 'octiflow/testing';
import { cellText } from './cell-text.js';
import { csvLine } from './csv-line.js';
import { ExportCsv } from './export-csv.connector.js';
import { rowOf } from './row.js';

expect.extend(stixMatchers);

const author = Stix.identity({ name: 'Vendor "A"; Ltd', identity_class: 'organization' });
const amber = tlpMarking('TLP:AMBER');
const emotet = Stix.malware({
  name: 'Émotet\nBotnet 🐛',
  is_family: true,
  aliases: ['Heodo', 'Geodo'],
  labels: ['banking', 'loader'],
  created_by_ref: author,
  object_marking_refs: [amber],
  kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'impact' }],
});
const trap = Stix.malware({ name: '=cmd|"/C calc"!A0', is_family: false });
const actor = Stix.intrusionSet({ name: 'Mummy Spider' });
const uses = Stix.relationship(actor, 'uses', emotet);
const file = Stix.file({ name: 'a.exe', hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' } });
const load = [author, amber, emotet, trap, actor, uses, file];
let bench: ConnectorBench;

type Rows = readonly Readonly<Record<string, string>>[];

const rowsOf = (text: string, delimiter = ';'): Rows =>
  parse(text, { columns: true, delimiter, bom: true });

async function exported(asked: ExportOptions, options: BenchOptions = {}) {
  bench = await ConnectorBench.for(ExportCsv, { load, ...options });

  return bench.exportFile('text/csv', asked);
}

const malware = (more: object = {}): ExportOptions => ({
  list: { entityType: 'Malware', ...more },
});

describe('the export to CSV', () => {
  afterEach(() => bench.close());

  it('writes the columns that the user saw, in their order', async () => {
    const visible_columns = ['name', 'aliases', 'createdBy', 'objectLabel', 'objectMarking'];

    const { text, report } = await exported(malware({ visible_columns }));

    expect(report).toMatchObject({ outcome: 'ok', objects: 2 });
    expect(text.split('\r\n')[0]).toBe(visible_columns.map(each => `"${each}"`).join(';'));
    expect(rowsOf(text)).toContainEqual({
      name: emotet.name,
      aliases: 'Heodo,Geodo',
      createdBy: 'Vendor "A"; Ltd',
      objectLabel: 'banking,loader',
      objectMarking: 'TLP:AMBER',
    });
  });

  it('finds the columns itself when OpenCTI does not say, and counts each object once', async () => {
    const { text, report } = await exported(malware());

    const [first = {}] = rowsOf(text);
    expect(Object.keys(first)).toEqual([...Object.keys(first)].sort());
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['entity_type', 'id', 'killChainPhases', 'name', 'standard_id']),
    );
    expect(report.objects).toBe(2);
  });

  it('disarms what a spreadsheet would calculate', async () => {
    const { text } = await exported(malware({ visible_columns: ['name'] }));

    expect(rowsOf(text).map(({ name }) => name)).toContain(`'=cmd|"/C calc"!A0`);
  });

  it('writes what a relationship leads from and to', async () => {
    const { text } = await exported({ list: { entityType: 'stix-core-relationship' } });

    expect(rowsOf(text)).toEqual([
      expect.objectContaining({
        relationship_type: 'uses',
        fromType: 'Intrusion-Set',
        fromName: 'Mummy Spider',
        fromId: actor.id,
        toType: 'Malware',
        toId: emotet.id,
      }),
    ]);
  });

  it('gives each hash a column', async () => {
    const list = { entityType: 'StixFile', visible_columns: ['hashes', 'observable_value'] };

    const { text } = await exported({ list });

    expect(rowsOf(text)).toEqual([
      expect.objectContaining({
        hashes_MD5: 'd41d8cd98f00b204e9800998ecf8427e',
        'hashes_SHA-256': '',
      }),
    ]);
  });

  it('writes one entity', async () => {
    const { text } = await exported({ entityId: actor.id });

    expect(rowsOf(text)).toEqual([expect.objectContaining({ name: 'Mummy Spider' })]);
  });

  it('writes an empty list as an empty table', async () => {
    const { text, report } = await exported({
      list: { entityType: 'Campaign', visible_columns: ['name'] },
    });

    expect(text).toBe('"name"\r\n');
    expect(report.outcome).toBe('ok');
  });

  it('writes lists of several pages whole', async () => {
    const many = Array.from({ length: 260 }, (_, at) => Stix.campaign({ name: `Campaign ${at}` }));

    const { text } = await exported({ list: { entityType: 'Campaign' } }, { load: many });

    expect(new Set(rowsOf(text).map(({ name }) => name)).size).toBe(260);
  });

  it('obeys the delimiter and the byte order mark of the operator', async () => {
    const env = { EXPORT_FILE_CSV_DELIMITER: ',', EXPORT_FILE_CSV_ADD_BOM: 'true' };

    const { text } = await exported(malware({ visible_columns: ['name', 'aliases'] }), { env });

    expect(text.startsWith('\ufeff"name","aliases"\r\n')).toBe(true);
  });

  it('leaves out what is marked above what may be exported', async () => {
    const { text } = await exported({
      ...malware({ visible_columns: ['name'] }),
      maxMarkings: [tlpMarking('TLP:GREEN').id],
    });

    expect(rowsOf(text)).toHaveLength(1);
  });

  it.each(['', ';;', '"', '\n'])('does not start with the delimiter %j', async delimiter => {
    bench = await ConnectorBench.for(ExportCsv, {
      settings: { exportFileCsv: { delimiter } },
    });

    expect(await bench.failure()).toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('a line of CSV', () => {
  it.each([
    ['=1+1', `'=1+1`],
    ['+SUM(A1)', `'+SUM(A1)`],
    ['-2+3', `'-2+3`],
    ['@import', `'@import`],
    ['\t=1', `'\t=1`],
    ['\0=1', `'=1`],
    [' =1', `' =1`],
    ['＝1', `'＝1`],
    ['-5', '-5'],
    ['+41,5', '+41,5'],
    ['a=b', 'a=b'],
    ['say "hi"', 'say ""hi""'],
  ])('writes %j as %j', (cell, written) => {
    expect(csvLine([cell], ';')).toBe(`"${written}"\r\n`);
  });
});

describe('a cell', () => {
  it.each([
    [null, ''],
    [undefined, ''],
    [0, '0'],
    [false, 'false'],
    [['a', ['b', null]], 'a,b,'],
    [[{ name: 'x' }, { definition: 'TLP:RED' }], 'x,TLP:RED'],
    [{ nested: { deep: 1 } }, '{"nested":{"deep":1}}'],
    [{ name: 7, value: 'v' }, 'v'],
  ])('shows %j as %j', (value, shown) => {
    expect(cellText(value)).toBe(shown);
  });

  it('is not mistaken for a prototype', () => {
    const hostile = JSON.parse(
      '{"type":"malware","id":"malware--1","__proto__":"p","constructor":{"name":"c"},"hashes":null,"extensions":null}',
    ) as StixObject;

    const row = rowOf({ ...hostile, extensions: {} } as StixObject, new Map());

    expect(row.get('constructor')).toBe('c');
    expect(row.get('entity_type')).toBe('malware');
  });
});
