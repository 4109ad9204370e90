import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_TABLE } from '../../src/errors/index.js';
import type { CodeEntry } from '../../src/errors/index.js';

const folder = join(__dirname, '../../docs/errors');

const described = readdirSync(folder)
  .filter(name => name.endsWith('.md'))
  .flatMap(name => readFileSync(join(folder, name), 'utf8').match(/^## [A-Z0-9_]+$/gm) ?? [])
  .map(heading => heading.slice(3));

const codes = Object.keys(ERROR_TABLE);

describe('the error codes', () => {
  it('each have a heading in docs/errors, and no heading is without a code', () => {
    expect([...described].sort()).toEqual([...codes].sort());
  });

  it('are described once', () => {
    expect(described.length).toBe(new Set(described).size);
  });

  it.each(codes)('%s begins with the name of a kind of error and has an exit code', code => {
    const { exitCode } = (ERROR_TABLE as unknown as Record<string, CodeEntry>)[code] ?? {};

    expect(code).toMatch(
      /^(DECLARATION|INJECTION|CONFIG|PLATFORM|TRANSPORT|BUNDLE|HTTP|SOURCE|USAGE|SANDBOX|REQUEST|STREAM)_|^UNEXPECTED$/,
    );
    expect([64, 69, 70, 77, 78]).toContain(exitCode);
  });
});
