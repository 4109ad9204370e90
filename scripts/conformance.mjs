// Compares octiflow with golden vectors made by OpenCTI's and OASIS's Python code.
//   npm run conformance -- [DIR] [--json FILE]
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import runner from './conformance/run-file.cjs';
import vectors from './conformance/vector-file.cjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT_FOLDER = path.join(ROOT, 'test', 'vectors');
const USAGE = 64;
/** Failures of a file that are shown; the rest is counted. */
const SHOWN_FAILURES = 20;

class UsageProblem extends Error {}

try {
  process.exitCode = main(readArguments());
} catch (error) {
  if (!(error instanceof UsageProblem || error instanceof vectors.MalformedVectorFile)) throw error;
  console.error(error.message);
  process.exitCode = USAGE;
}

function main({ folder, jsonFile }) {
  const api = loadApi();
  const results = vectorFilesOf(folder).map(({ name, text }) => runner.runFile(name, text, api));

  for (const result of results) print(result);
  if (jsonFile) writeJson(jsonFile, results);

  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { json: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new Error(`one folder, not ${positionals.length}`);

    return { folder: positionals[0] ?? DEFAULT_FOLDER, jsonFile: values.json };
  } catch (error) {
    throw new UsageProblem(`${error.message}\nUsage: npm run conformance -- [DIR] [--json FILE]`);
  }
}

function vectorFilesOf(folder) {
  const names = attempt(() => readdirSync(folder), `The folder ${folder} can not be read`)
    .filter(name => name.endsWith('.json'))
    .sort();
  if (names.length === 0) throw new UsageProblem(`There is no vector file (*.json) in ${folder}.`);

  return names.map(name => ({
    name,
    text: attempt(() => readFileSync(path.join(folder, name), 'utf8'), `${name} can not be read`),
  }));
}

function attempt(read, problem) {
  try {
    return read();
  } catch (error) {
    throw new UsageProblem(`${problem}: ${error.message.split('\n')[0]}`);
  }
}

function loadApi() {
  const require = createRequire(import.meta.url);
  const load = room =>
    attempt(
      () => require(path.join(ROOT, 'dist', room, 'index.js')),
      'octiflow is not built; run "npm run build" first',
    );

  return { ...load('config'), ...load('errors'), ...load('stix') };
}

function print({ file, passed, failed, departures, notApplicable, ...details }) {
  console.log(
    `${file}: ${passed} passed, ${failed} failed, ${departures} departures, ` +
      `${notApplicable} not applicable`,
  );
  for (const { reason, cases } of details.departureReasons) {
    console.log(`  departure       ${cases}  docs/reference/departures.md, "${reason}"`);
  }
  for (const { reason, cases } of details.notApplicableReasons) {
    console.log(`  not applicable  ${cases}  ${reason}`);
  }
  for (const { name, reason } of details.failures.slice(0, SHOWN_FAILURES)) {
    console.log(`  failed          ${name}\n                  ${reason}`);
  }
  const hidden = details.failures.length - SHOWN_FAILURES;
  if (hidden > 0) console.log(`  failed          and ${hidden} more`);
}

function writeJson(file, results) {
  attempt(
    () => writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`),
    `${file} can not be written`,
  );
}
