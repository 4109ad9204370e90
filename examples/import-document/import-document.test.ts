import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stix, type StixObject } from 'octiflow';
import { tlpMarking, type Bundle } from 'octiflow/stix';
import {
  ConnectorBench,
  standardSuite,
  stixMatchers,
  type BenchOptions,
  type FileImportOptions,
} from 'octiflow/testing';
import { findObservables } from './find-observables.js';
import { ImportDocument } from './import-document.connector.js';
import { NameIndex } from './name-index.js';
import { decoded, inPieces } from './text-pieces.js';

expect.extend(stixMatchers);

const fixture = (name: string): Buffer => readFileSync(join(__dirname, 'fixtures', name));
const knowledge = JSON.parse(fixture('knowledge.json').toString()) as Bundle;
const actor = Stix.intrusionSet({ name: 'Dragonfish' });
const incident = Stix.incident({ name: 'Outage', created: '2026-01-01T00:00:00Z' });
const report = Stix.report({
  name: 'Case',
  published: '2026-01-01T00:00:00Z',
  object_refs: [incident],
});
const amber = tlpMarking('TLP:AMBER');
const direct = { bypassValidation: true };
let bench: ConnectorBench;

async function importing(
  content: Uint8Array | string,
  asked: FileImportOptions = {},
  { mime = 'text/plain', ...options }: BenchOptions & { mime?: string } = {},
) {
  const load = [...knowledge.objects, incident, report, amber];
  bench = await ConnectorBench.for(ImportDocument, { load, ...options });

  return bench.importFile('report.txt', mime, content, { ...direct, ...asked });
}

const said = (object: StixObject): string => {
  const { value, name, hashes } = object as {
    value?: string;
    name?: string;
    hashes?: Record<string, string>;
  };

  return `${object.type} ${value ?? Object.values(hashes ?? {})[0] ?? name ?? ''}`;
};
const sayings = (objects: Iterable<StixObject>): string[] => [...objects].map(said);

describe('the import of a document', () => {
  afterEach(() => bench.close());

  it('finds what a report names, and nothing else', async () => {
    const { objects, report: done } = await importing(fixture('report.txt'));

    expect(done.outcome).toBe('ok');
    expect(sayings(objects).sort()).toEqual(
      [
        'attack-pattern PowerShell',
        'autonomous-system AS64496',
        'domain-name evil-login.com',
        'email-addr ops@dragon-fish.example',
        'file 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
        'file 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        'file d131dd02c5e6eec4693d9a0698aff95c',
        'intrusion-set Dragonfish',
        'ipv4-addr 198.51.100.23',
        'ipv4-addr 203.0.113.9',
        'ipv6-addr 2001:db8::17',
        'malware FishHook',
        'report report.txt',
        'url https://cdn.dragon-fish.example/stage/2.bin?id=7',
        'vulnerability CVE-2021-44228',
        'vulnerability CVE-2024-3400',
      ].sort(),
    );
  });

  it('makes a report of a document of its own, which holds all of it', async () => {
    const { objects } = await importing('198.51.100.23 and CVE-2024-3400');

    expect(objects).toContainStix({
      type: 'report',
      name: 'report.txt',
      object_refs: expect.arrayContaining([
        Stix.ipv4('198.51.100.23').id,
        Stix.vulnerability({ name: 'CVE-2024-3400' }).id,
      ]),
    });
  });

  it('fills the container that the file belongs to', async () => {
    const { objects } = await importing('198.51.100.23', { entityId: report.id });

    const [filled, ...others] = objects.filter(({ type }) => type === 'report');
    expect(filled).toMatchObject({ id: report.id, object_refs: [Stix.ipv4('198.51.100.23').id] });
    expect(others).toEqual([]);
  });

  it('relates what it finds to any other entity', async () => {
    const { objects } = await importing('198.51.100.23', { entityId: incident.id });

    expect(objects).toContainStix({ relationship_type: 'related-to', target_ref: incident.id });
    expect(sayings(objects)).not.toContain('report report.txt');
  });

  it('marks all of it as the file is marked', async () => {
    const { objects } = await importing('198.51.100.23', { markings: [amber.id] });

    const marked = objects.filter(({ type }) => type !== 'marking-definition');
    expect(marked).toHaveLength(2);
    for (const object of marked) expect(object).toMatchObject({ object_marking_refs: [amber.id] });
  });

  it('makes indicators when it is told to', async () => {
    const env = { IMPORT_DOCUMENT_CREATE_INDICATOR: 'true' };

    const { objects } = await importing('198.51.100.23', {}, { env });

    expect(objects).toContainStix({
      type: 'indicator',
      pattern: "[ipv4-addr:value = '198.51.100.23']",
    });
    expect(objects).toContainStix({ relationship_type: 'based-on' });
  });

  it('leaves out what the operator allows, with its subdomains', async () => {
    const env = { IMPORT_DOCUMENT_ALLOW_LIST: 'evil-login.com,198.51.100.23' };
    const text = '198.51.100.23 a.evil-login.com http://evil-login.com/x notevil-login.com';

    const { objects } = await importing(text, {}, { env });

    expect(sayings(objects)).toEqual(['domain-name notevil-login.com', 'report report.txt']);
  });

  it.each([
    [
      'text/html',
      'report.html',
      ['domain-name update.dragon-fish.example', 'ipv4-addr 203.0.113.78'],
    ],
    [
      'text/csv',
      'iocs.csv',
      [
        'domain-name update.dragon-fish.example',
        'file 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
        'ipv4-addr 203.0.113.79',
      ],
    ],
    [
      'text/markdown',
      'report.md',
      [
        'domain-name update.dragon-fish.example',
        'intrusion-set Dragonfish',
        'ipv4-addr 203.0.113.77',
        'url https://evil-login.com/a/b',
      ],
    ],
  ])('reads %s', async (mime, name, expected) => {
    const { objects } = await importing(fixture(name), {}, { mime });

    expect(sayings(objects).sort()).toEqual([...expected, 'report report.txt'].sort());
  });

  it('asks for the names once, however many files come', async () => {
    await importing('UNC0000');

    const { objects } = await bench.importFile('b.txt', 'text/plain', 'dragonfish', direct);

    expect(objects).toContainStix({ id: actor.id });
    const asked = bench.sandbox.requests.filter(each =>
      JSON.stringify(each).includes('KnownNames'),
    );
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Uint8Array | string, readonly string[]]>([
    ['is empty', '', []],
    ['holds nothing but NULs', '\0'.repeat(1_000), []],
    ['has NULs in between', '198.51.\u0000100.23', ['ipv4-addr 198.51.100.23']],
    ['is UTF-16', Buffer.from('\ufeff198.51.100.23', 'utf16le'), ['ipv4-addr 198.51.100.23']],
    [
      'mixes encodings',
      Buffer.concat([
        Buffer.from('é 198.51.100.23 '),
        Buffer.from([0xe9, 0xff, 0x20]),
        Buffer.from('évil.example.com'),
      ]),
      ['ipv4-addr 198.51.100.23'],
    ],
    ['is something else', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), []],
  ])('does what it can with a file that %s', async (_what, content, expected) => {
    const { objects, report: done } = await importing(content);

    expect(done.outcome).toBe('ok');
    expect(sayings(objects)).toEqual(expect.arrayContaining([...expected]));
  });

  it('refuses a PDF that is none, and goes on', async () => {
    const { report: done, work } = await importing('no PDF', {}, { mime: 'application/pdf' });
    const next = await bench.importFile('b.txt', 'text/plain', '198.51.100.23', direct);

    expect(done.outcome).toBe('failed');
    expect(work.errors).toHaveLength(1);
    expect(next.report.outcome).toBe('ok');
  });
});

describe('what a text is searched for', () => {
  it.each([
    ['hxxp://a[.]example/x', 'url http://a.example/x'],
    ['hXXps[:]//a(.)example/x.', 'url https://a.example/x'],
    ['h**p://a{.}example', 'url http://a.example'],
    ['a [dot] example', 'domain-name a.example'],
    ['a\\.example', 'domain-name a.example'],
    ['me[@]a[.]example', 'email-addr me@a.example'],
    ['me (at) mail.com', 'email-addr me@mail.com'],
    ['1[.]2.3[.]4', 'ipv4-addr 1.2.3.4'],
    ['version 1[.]2.3[.]4', 'ipv4-addr 1.2.3.4'],
    ['8.8.8.8:443', 'ipv4-addr 8.8.8.8'],
    ['198.51.100.0/24', 'ipv4-addr 198.51.100.0/24'],
    ['CVE–2024–12345', 'vulnerability CVE-2024-12345'],
    ['ASN 64500', 'autonomous-system AS64500'],
    ['evil.ru', 'domain-name evil.ru'],
  ])('%j is %s', (text, expected) => {
    expect(sayings(findObservables(text))).toEqual([expected]);
  });

  it.each([
    'version 1.2.3.4',
    'v10.0.0.1',
    '1.2.3.4.5',
    '01.2.3.4',
    '256.1.1.1',
    'setup.exe',
    'Node.js',
    'main.py',
    'e.g. this',
    'os.path.join',
    '12:30:45',
    'std::string',
    'AS4294967296',
    'CVE-2024-1',
    '00000000000000000000000000000000',
    'http://localhost/x',
    '[.]',
    '@',
    '\ue000\ue000',
  ])('%j is nothing', text => {
    expect(sayings(findObservables(text))).toEqual([]);
  });

  it.each([
    'a'.repeat(100_000),
    'a.'.repeat(50_000),
    'a@'.repeat(50_000),
    '1.'.repeat(50_000),
    '[.]'.repeat(30_000),
    ':'.repeat(100_000),
    'http://'.repeat(15_000),
  ])('text made to be slow is searched to its end (%#)', text => {
    expect(sayings(findObservables(`${text} 198.51.100.23`))).toContain('ipv4-addr 198.51.100.23');
  });
});

describe('the index of names', () => {
  it('finds whole words only, over line ends, whatever the capitals', () => {
    const index = new NameIndex();
    for (const name of ['Fancy Bear', 'APT28', 'at', '', '  ', 'constructor'])
      index.add(name, name);

    expect([...index.idsIn('FANCY\n bear, apt28x at constructors')]).toEqual(['Fancy Bear']);
  });
});

describe('text in pieces', () => {
  async function* chunks(size: number, content: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
  }

  it.each([1, 2, 7])('puts characters together that arrive %i bytes at a time', async size => {
    const content = Buffer.from('\ufeffnaïve 🐛');
    let text = '';

    for await (const piece of inPieces(decoded(chunks(size, content)))) text += piece;

    expect(text).toBe('naïve 🐛');
  });

  it('finds the same in 20 MB as in a line, and keeps no piece longer than it must', async () => {
    const line = Buffer.from(`${'lorem ipsum '.repeat(80)}198.51.100.23\n`);
    const lines = Math.ceil(20_000_000 / line.length);
    const many = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < lines; at += 1) yield line;
    };
    let found = 0;
    let longest = 0;

    for await (const piece of inPieces(decoded(many()))) {
      longest = Math.max(longest, piece.length);
      found += sayings(findObservables(piece)).length;
    }

    expect(found).toBe(lines);
    expect(longest).toBeLessThan(70_000);
  });
});

standardSuite(ImportDocument, {
  load: knowledge,
  env: { IMPORT_DOCUMENT_CREATE_INDICATOR: 'true' },
  exercise: suite => suite.importFile('report.txt', 'text/plain', fixture('report.txt'), direct),
});
