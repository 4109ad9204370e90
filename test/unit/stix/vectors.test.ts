import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runFile } from '../../../scripts/conformance/run-file.cjs';
import * as config from '../../../src/config/index.js';
import * as errors from '../../../src/errors/index.js';
import * as stix from '../../../src/stix/index.js';

const root = path.join(__dirname, '..', '..', '..');
const api = { ...config, ...errors, ...stix };

function read(...names: readonly string[]): string {
  return readFileSync(path.join(root, ...names), 'utf8');
}

describe('golden vectors', () => {
  it.each([
    ['canonical-json.json', 'canonical JSON'],
    ['ids.json', 'ids of domain objects, relationships and embedded types'],
    ['sco-ids.json', 'ids of observables'],
    ['splitter.json', 'split bundles'],
    ['tlp.json', 'TLP, dates, durations, settings, extensions and aliases'],
  ])('of %s agree with the Python code on %s', file => {
    const result = runFile(file, read('test', 'vectors', file), api);

    expect(result.failures).toEqual([]);
    expect(result.passed).toBeGreaterThan(0);
  });

  it('are departed from only where the reference says so', () => {
    const headings = read('docs', 'reference', 'departures.md').match(/^## .*$/gm) ?? [];

    const departures = ['splitter.json', 'tlp.json'].flatMap(
      file => runFile(file, read('test', 'vectors', file), api).departureReasons,
    );

    expect(departures.length).toBeGreaterThan(0);
    expect(headings).toEqual(
      expect.arrayContaining(departures.map(({ reason }) => `## ${reason}`)),
    );
  });

  it('count a crash as a failure where a refusal is expected', () => {
    const text = JSON.stringify({
      cases: [{ name: 'refused', input: 1, output: { error: 'ValueError' } }],
    });
    const crash = () => {
      throw new TypeError('not one of ours');
    };

    const { failed } = runFile('canonical-json.json', text, { ...api, canonicalJson: crash });

    expect(failed).toBe(1);
  });

  it.each([
    ['{', 'is not JSON'],
    ['{}', 'has no list of "cases"'],
    ['{"cases": [{}]}', 'has a case without a "name": number 1'],
    ['{"cases": [{"name": "a", "input": 1}]}', 'has a case without "output": a'],
    ['{"cases": [{"name": "a", "input": 1, "output": 1}]}', 'is of no known kind'],
  ])('refuse a malformed file: %s', (text, problem) => {
    expect(() => runFile('mine.json', text, api)).toThrow(problem);
  });

  it('tell the kind of a file by its cases when its name does not', () => {
    const text = JSON.stringify({
      cases: [
        { name: 'a', input: { fn: 'is_id_supported', key: 'malware--1' }, output: true },
        { name: 'b', input: { fn: 'no_such_function' }, output: true },
      ],
    });

    const { passed, failures } = runFile('mine.json', text, api);

    expect(passed).toBe(1);
    expect(failures).toEqual([{ name: 'b', reason: 'no mapping for function no_such_function' }]);
  });
});
