// Runs every example from its fixtures in the embedded sandbox, a line each.
//   node scripts/examples.mjs [--json FILE]
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { json: { type: 'string' } } });

/** The example's own environment apart from ours: an operator's settings must not leak in. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(OPENCTI|CONNECTOR|MQ|CISA)_/.test(name)),
);

async function run(name, report) {
  const path = join(root, 'examples', name);
  const args = [join(root, 'dist/cli/main.js'), path, '--sandbox', '--once', '--report', report];
  const child = spawn(process.execPath, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => output.push(chunk));
  const code = await new Promise(resolve => child.once('close', resolve));

  return { code, output: Buffer.concat(output).toString('utf8') };
}

async function row(name, folder) {
  const file = join(folder, `${name}.json`);
  const began = performance.now();
  const { code, output } = await run(name, file);
  const durationMs = Math.round(performance.now() - began);
  const report = JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
  if (code !== 0 || !report) {
    process.stderr.write(output);
    return {
      name,
      kind: report?.connector.kind ?? '',
      outcome: 'failed',
      objects: 0,
      requests: 0,
      events: 0,
      durationMs,
    };
  }

  return {
    name,
    kind: report.connector.kind,
    outcome: report.outcome,
    objects: report.runs.reduce((sum, { objects }) => sum + objects, 0),
    requests: report.requests?.length ?? 0,
    events: report.events ?? 0,
    durationMs,
  };
}

const examples = (await readdir(join(root, 'examples'), { withFileTypes: true }))
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort();
const folder = await mkdtemp(join(tmpdir(), 'octiflow-examples-'));
const rows = [];

try {
  for (const name of examples) {
    const result = await row(name, folder);
    rows.push(result);
    const { kind, outcome, objects, requests, events, durationMs } = result;
    console.log(
      `${name.padEnd(24)} ${kind.padEnd(22)} ${outcome.padEnd(8)} ${objects} objects  ${requests} requests  ${events} events  ${durationMs} ms`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

if (values.json) await writeFile(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
process.exitCode = rows.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
