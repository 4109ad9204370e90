import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { FINDING_CODES } from '../../src/stix/index.js';

const root = path.join(__dirname, '..', '..');

function read(...names: readonly string[]): string {
  return readFileSync(path.join(root, ...names), 'utf8');
}

function tableCells(page: string, heading: string, column: number): string[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [, , ...rows] =
    section
      .split('\n## ', 1)
      .join('')
      .match(/^\|.*\|$/gm) ?? [];

  return rows.map(row => row.split('|')[column]?.trim() ?? '');
}

describe('docs/reference/validator.md', () => {
  it('explains every code of a finding, and no other', () => {
    const page = read('docs', 'reference', 'validator.md');

    const codes = tableCells(page, 'Codes', 1).map(cell => cell.replaceAll('`', ''));

    expect(codes).toEqual([...FINDING_CODES]);
  });
});

describe('docs/reference/splitter.md', () => {
  const folder = path.join('test', 'unit', 'stix', 'bundle', 'split');
  const tests = readdirSync(path.join(root, folder))
    .map(name => read(folder, name))
    .join('\n');
  const named = tableCells(read('docs', 'reference', 'splitter.md'), 'Departures from pycti', 2);

  it('names tests', () => {
    expect(named.length).toBeGreaterThan(10);
  });

  it.each(named)('names a test that exists: %s', name => {
    expect(tests).toContain(name);
  });
});
