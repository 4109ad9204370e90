import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Sandbox } from 'octiflow/sandbox';
import { playSource } from './played-source.mjs';
import { readScenario } from './scenario.mjs';

const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** How long an example has for all that it is asked. */
const PATIENCE_MS = 120_000;
const POLL_MS = 25;

/** The environment apart from an operator's settings, which must not leak in. */
const CLEAN = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(OPENCTI|CONNECTOR|MQ)_/.test(name)),
);

/**
 * Runs an example from its fixtures in a sandbox of its own.
 *
 * @param {string} folder the example
 * @param {string} reportFile where the connector writes what it did
 * @returns {Promise<{ code: number | null, output: string, report: any }>}
 */
export async function playScenario(folder, reportFile) {
  const scenario = await readScenario(folder);
  const load = scenario.load && join(folder, scenario.load);
  const sandbox = await Sandbox.start({ load });
  const source = await playSource(scenario.source ?? {}, folder);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const connector = start(folder, { scenario, sandbox, source, reportFile });
    patience.addEventListener('abort', () => connector.child.kill('SIGKILL'), { once: true });
    if (isAsked(scenario)) {
      // What is asked can fail as well; then the connector must not be left behind.
      const asked = askAll(scenario, { folder, sandbox, source, patience });
      await Promise.race([asked, connector.ended]).finally(() => connector.child.kill('SIGTERM'));
    }
    const { code, output } = await connector.ended;

    return {
      code,
      output,
      report: JSON.parse(await readFile(reportFile, 'utf8').catch(() => 'null')),
    };
  } finally {
    await source.stop();
    await sandbox.stop();
  }
}

function isAsked({ asks, deliveries }) {
  return asks !== undefined || deliveries !== undefined;
}

function start(folder, { scenario, sandbox, source, reportFile }) {
  const args = [COMMAND, folder, '--report', reportFile];
  if (!isAsked(scenario)) args.push('--once');
  if (scenario.replay) args.push('--replay', join(folder, scenario.replay));
  const own = Object.entries(scenario.environment ?? {}).map(([name, value]) => [
    name,
    value.replace('{{SOURCE}}', source.url),
  ]);
  const child = spawn(process.execPath, args, {
    env: {
      ...CLEAN,
      ...sandbox.variables,
      CONNECTOR_ID: randomUUID(),
      ...Object.fromEntries(own),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => output.push(chunk));
  const ended = new Promise(resolve => {
    child.once('close', code => resolve({ code, output: Buffer.concat(output).toString('utf8') }));
  });

  return { child, ended };
}

async function askAll({ asks = [], deliveries }, { folder, sandbox, source, patience }) {
  await until(() => sandbox.connectors().length > 0, 'registered', patience);
  for (const ask of asks) {
    await askOne(ask, folder, sandbox);
    await sandbox.idle(patience);
  }
  if (deliveries === undefined) return;

  sandbox.stream.replay();
  await until(() => source.received.length >= deliveries, `${deliveries} deliveries`, patience);
}

async function askOne(ask, folder, sandbox) {
  if (ask.enrichment) {
    return Promise.all([ask.enrichment].flat().map(id => sandbox.ask.enrichment(id)));
  }
  if (ask.analysis) return sandbox.ask.analysis(ask.analysis);
  if (ask.export) return sandbox.ask.export(ask.export);

  const before = sandbox.works().length;
  const bytes = await readFile(join(folder, ask.import));
  const file = await sandbox.upload(basename(ask.import), ask.mime, bytes, {
    entityId: ask.entity,
  });
  // A connector that starts by itself has been asked by the upload.
  return sandbox.works().length > before ? undefined : sandbox.ask.import(file.id);
}

async function until(isSo, what, signal) {
  while (!isSo()) {
    if (signal.aborted) throw new Error(`not ${what} in time`);
    await pause(POLL_MS);
  }
}
