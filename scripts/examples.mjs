// Runs every example from its fixtures in a sandbox, a line each.
//   node scripts/examples.mjs [NAME...] [--json FILE]
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { playScenario } from './examples/play-scenario.mjs';

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));
const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});

async function row(name, folder) {
  const began = performance.now();
  const { code, output, report } = await playScenario(
    join(EXAMPLES, name),
    join(folder, `${name}.json`),
  );
  const isDone = code === 0 && report !== null;
  if (!isDone) process.stderr.write(output);

  return {
    name,
    kind: report?.connector.kind ?? '',
    outcome: isDone ? report.outcome : 'failed',
    objects: objectsOf(report),
    requests: report?.requests?.length ?? 0,
    events: eventsOf(report),
    durationMs: Math.round(performance.now() - began),
  };
}

function objectsOf(report) {
  const units = [...(report?.runs ?? []), ...(report?.requests ?? [])];

  return units.reduce((sum, { objects = 0 }) => sum + objects, 0);
}

function eventsOf(report) {
  const { events = 0 } = report ?? {};

  return typeof events === 'number' ? events : (events.handled ?? events.length ?? 0);
}

async function allExamples() {
  const entries = await readdir(EXAMPLES, { withFileTypes: true });

  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}

const names = positionals.length > 0 ? positionals : (await allExamples()).sort();
const folder = await mkdtemp(join(tmpdir(), 'octiflow-examples-'));
const rows = [];

try {
  for (const name of names) {
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
