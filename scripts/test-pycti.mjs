// Runs Python connectors of every kind, written with the newest pycti, against the sandbox: over HTTP
// alone, over RabbitMQ, and, where the sandbox has one, over its embedded broker. Prints a line each.
//   node scripts/test-pycti.mjs [--pycti VERSION] [--only KIND] [--protocol api|amqp|embedded]
//     [--amqp URL] [--json FILE]
// --amqp takes a RabbitMQ that runs already; by default one is started and ended here. PYCTI_PYTHON
// takes a Python that has pycti already; by default a virtual environment is made.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const run = promisify(execFile);
const { values } = parseArgs({
  options: {
    pycti: { type: 'string' },
    only: { type: 'string' },
    protocol: { type: 'string' },
    amqp: { type: 'string' },
    json: { type: 'string' },
  },
});

/** How long a connector has for what it is to do. */
const PATIENCE_MS = 60_000;

/** How connectors push and listen: what that is called, and how the sandbox is started for it. */
const PROTOCOLS = {
  api: { label: 'HTTP alone', options: () => ({ queues: 'http' }) },
  amqp: { label: 'RabbitMQ', options: broker => ({ amqp: broker.url }) },
  embedded: { label: 'the embedded broker', options: () => ({ queues: 'embedded' }) },
};

/** Why something could not be tried. */
class Skipped extends Error {}

const address = { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '198.51.100.7' };
const malware = { type: 'malware', id: 'malware--1', name: 'Emotet', is_family: true };
const tool = { type: 'tool', id: 'tool--1', name: 'PsExec' };
const uses = {
  type: 'relationship',
  id: 'relationship--1',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
};
const known = { type: 'bundle', id: 'bundle--1', objects: [address, malware, tool, uses] };

/** What each kind is started with, and what it has to have done in the end. */
const KINDS = {
  external_import: {
    type: 'EXTERNAL_IMPORT',
    scope: 'malware',
    load: undefined,
    async prove({ sandbox }) {
      await sandbox.whenWork(({ status }) => status === 'complete', patience());
      await when(sandbox, 'connector', () => sandbox.connectors()[0]?.state?.runs === 1);
      const { counts } = await sandbox.state();
      expect(counts.objects === 2 && counts.relationships === 1, 'two objects and a relationship');
      return 'registered, pinged with its state, sent 3 objects, work complete';
    },
  },
  enrichment: {
    type: 'INTERNAL_ENRICHMENT',
    scope: 'IPv4-Addr',
    async prove({ sandbox, id }) {
      await sandbox.ask.enrichment(address.id);
      await answered(sandbox);
      const found = sandbox.bundle().objects.find(({ type }) => type === 'ipv4-addr');
      expect(found?.x_opencti_score === 80, 'a score of 80');
      expect(found?.x_opencti_labels?.includes('seen'), 'the label "seen"');
      await sandbox.askPlaybookStep(id, found.id);
      await answered(sandbox);
      const [step] = sandbox.playbooks();
      expect(step?.execution?.result.objects.length > 0, 'the bundle of the playbook');
      return 'enriched an address, labelled it, did a step of a playbook';
    },
  },
  import_file: {
    type: 'INTERNAL_IMPORT_FILE',
    scope: 'text/plain',
    auto: true,
    async prove({ sandbox }) {
      const file = await sandbox.upload('names.txt', 'text/plain', 'one.example\ntwo.example\n');
      await answered(sandbox);
      const { byType } = (await sandbox.state()).counts;
      expect(byType['domain-name'] === 2, 'two domain names');
      await sandbox.ask.import(file.id, { forceValidation: true });
      await answered(sandbox);
      const pending = sandbox.files().filter(({ id }) => id.startsWith('import/pending/'));
      expect(pending.length === 1, 'a workbench');
      return 'imported an upload by itself, put another in a workbench';
    },
  },
  export_file: {
    type: 'INTERNAL_EXPORT_FILE',
    scope: 'application/json',
    async prove({ sandbox }) {
      const format = 'application/json';
      const ids = sandbox.bundle().objects.map(({ id }) => id);
      await sandbox.ask.export({ format, entityId: malware.id, type: 'full' });
      await answered(sandbox);
      await sandbox.ask.export({ format, selectedIds: ids.slice(1, 3) });
      await answered(sandbox);
      const list = { entityType: 'Malware', search: null, orderBy: 'name', orderMode: 'asc' };
      await sandbox.ask.export({ format, list: { ...list, filters: null } });
      await answered(sandbox);
      const types = await Promise.all(sandbox.exports().map(({ id }) => typesIn(sandbox, id)));
      const expected = [['malware', 'relationship', 'tool'], ['malware', 'tool'], ['malware']];
      expect(
        JSON.stringify(types) === JSON.stringify(expected),
        `exports of ${expected.join(' / ')}`,
      );
      return 'exported an entity with what is around it, a selection and a list';
    },
  },
  analysis: {
    type: 'INTERNAL_ANALYSIS',
    scope: 'Malware',
    async prove({ sandbox }) {
      await sandbox.ask.analysis(malware.id);
      await answered(sandbox);
      const [file] = sandbox.files();
      expect(file?.analysis?.analysisType === 'mapping_analysis', 'the result of the analysis');
      return 'analysed fields, pushed the result';
    },
  },
  api_client: {
    type: 'EXTERNAL_IMPORT',
    scope: 'all',
    async prove({ sandbox }) {
      const checked = () => sandbox.connectors()[0]?.state?.checked;
      await when(sandbox, 'connector', () => checked() > 0);
      return `read and wrote through the API, ${checked()} things checked`;
    },
  },
  stream: {
    type: 'STREAM',
    scope: 'all',
    environment: { CONNECTOR_LIVE_STREAM_ID: 'live' },
    async prove({ sandbox }) {
      const seen = () => sandbox.connectors()[0]?.state?.seen ?? [];
      await when(sandbox, 'connector', () => seen().length >= known.objects.length);
      await sandbox.deleteObject(tool.id);
      await when(sandbox, 'connector', () => seen().some(([event]) => event === 'delete'));
      return `caught up with ${seen().length - 1} objects, then told of a deletion`;
    },
  },
};

async function typesIn(sandbox, id) {
  const { objects } = JSON.parse((await sandbox.readFile(id)).toString('utf8'));

  return objects.map(({ type }) => type).sort();
}

/** Resolves when everything that was asked was answered; a work in error is a failure. */
async function answered(sandbox) {
  await sandbox.idle(patience());
  const [failed] = sandbox.works().filter(({ errors }) => errors.length > 0);
  if (failed) throw new Error(`work in error: ${failed.errors[0].message}`);
}

function when(sandbox, event, holds) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!holds()) return;
      clearTimeout(timer);
      off();
      resolve();
    };
    const timer = setTimeout(() => {
      off();
      reject(new Error(`nothing came within ${PATIENCE_MS / 1000} s`));
    }, PATIENCE_MS);
    const off = sandbox.on(event, look);
    look();
  });
}

function patience() {
  return AbortSignal.timeout(PATIENCE_MS);
}

function expect(holds, what) {
  if (!holds) throw new Error(`expected ${what}`);
}

/** The Python that has pycti, or why there is none. */
async function findPython() {
  const given = process.env.PYCTI_PYTHON;
  if (given) return pyctiOf(given, 'PYCTI_PYTHON has no pycti');
  const wanted = values.pycti === undefined ? 'pycti' : `pycti==${values.pycti}`;
  const folder = join(root, 'node_modules/.cache/octiflow', `pycti-${values.pycti ?? 'newest'}`);
  try {
    await run('python3', ['-m', 'venv', folder]);
  } catch {
    return { skipped: 'python3 with its venv module is not installed' };
  }
  const python = join(folder, 'bin', 'python');
  const failure = await run(python, ['-m', 'pip', 'install', '--quiet', '--upgrade', wanted]).then(
    () => undefined,
    error => lastLine(error.stderr || error.message),
  );

  // One that was installed earlier serves where PyPI can't be reached.
  return pyctiOf(python, `pycti could not be installed from PyPI: ${failure}`);
}

async function pyctiOf(python, otherwise) {
  try {
    const { stdout } = await run(python, ['-c', 'import pycti; print(pycti.__version__)']);
    return { python, version: stdout.trim() };
  } catch {
    return { skipped: otherwise };
  }
}

function lastLine(text) {
  return String(text).trim().split('\n').pop();
}

/** Runs one connector; resolves with what it proved. */
async function proveKind(name, protocol, { python, version, options }) {
  const { Sandbox } = require(join(root, 'dist/sandbox/index.js'));
  const { freePorts } = require(join(root, 'test/rabbitmq/free-ports.cjs'));
  const { load = known, ...kind } = KINDS[name];
  const sandbox = await Sandbox.start({
    profile: version.startsWith('6') ? '6.9' : '7',
    ...options,
    load: 'load' in KINDS[name] ? undefined : load,
  });
  if (protocol === 'embedded' && sandbox.variables.CONNECTOR_QUEUE_PROTOCOL === 'api') {
    await sandbox.stop();
    throw new Skipped('this sandbox has no embedded broker');
  }
  const id = randomUUID();
  const [port] = await freePorts(1);
  const child = spawn(python, [join(root, 'test/pycti', `${name}.py`)], {
    env: { ...environment(sandbox, id, name, kind, port), PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', chunk => output.push(chunk));
  child.stderr.on('data', chunk => output.push(chunk));
  const proof = async () => {
    await when(sandbox, 'connector', () => sandbox.connectors().length > 0);
    return kind.prove({ sandbox, id });
  };
  try {
    return await Promise.race([proof(), deathOf(child)]);
  } catch (error) {
    process.stderr.write(Buffer.concat(output));
    for (const { message, facts } of (await sandbox.state()).journal) {
      process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
    }
    throw error;
  } finally {
    child.kill('SIGKILL');
    await new Promise(resolve =>
      child.exitCode === null && child.signalCode === null
        ? child.once('close', resolve)
        : resolve(),
    );
    await sandbox.stop();
  }
}

/** Rejects when a connector ends otherwise than well; one that has done its part may end. */
function deathOf(child) {
  return new Promise((_, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code !== 0) reject(new Error(`the connector ended with ${code ?? signal}`));
    });
  });
}

function environment(sandbox, id, name, kind, port) {
  return {
    ...sandbox.variables,
    CONNECTOR_ID: id,
    CONNECTOR_NAME: `pycti ${name}`,
    CONNECTOR_TYPE: kind.type,
    CONNECTOR_SCOPE: kind.scope,
    CONNECTOR_AUTO: String(kind.auto ?? false),
    CONNECTOR_LOG_LEVEL: 'error',
    CONNECTOR_LISTEN_PROTOCOL_API_PORT: String(port),
    CONNECTOR_LISTEN_PROTOCOL_API_URI: `http://127.0.0.1:${port}`,
    ...kind.environment,
  };
}

/** A RabbitMQ to use: the one that was given, or one of our own. */
async function findBroker() {
  if (values.amqp) return { url: values.amqp };
  const { startRabbitMq } = require(join(root, 'test/rabbitmq/rabbitmq.cjs'));

  return startRabbitMq().catch(error => ({ failure: error.message.split('\n')[0] }));
}

async function proof(name, protocol, broker, found) {
  const isMissing = protocol === 'amqp' && broker.url === undefined;
  if (isMissing) throw new Skipped(`no RabbitMQ: ${broker.failure}`);

  return proveKind(name, protocol, { ...found, options: PROTOCOLS[protocol].options(broker) });
}

async function outcomeOf(name, protocol, broker, found) {
  const began = performance.now();
  const [outcome, detail] = await proof(name, protocol, broker, found).then(
    proved => ['ok', proved],
    error => [error instanceof Skipped ? 'skipped' : 'failed', error.message],
  );

  return {
    protocol,
    kind: name,
    outcome,
    detail,
    durationMs: Math.round(performance.now() - began),
  };
}

function chosen(option, all) {
  const wanted = values[option];
  if (wanted === undefined) return all;
  if (all.includes(wanted)) return [wanted];
  console.error(`--${option} is one of ${all.join(', ')}, not ${wanted}`);
  process.exit(64);
}

async function finish(pycti, rows) {
  const count = wanted => rows.filter(({ outcome }) => outcome === wanted).length;
  const [ok, failed, skipped] = [count('ok'), count('failed'), count('skipped')];
  console.log(`\npycti ${pycti}: ${ok} passed, ${failed} failed, ${skipped} skipped`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

const kinds = chosen('only', Object.keys(KINDS));
const protocols = chosen('protocol', Object.keys(PROTOCOLS));
const found = await findPython();

if ('skipped' in found) {
  const rows = protocols.flatMap(protocol =>
    kinds.map(kind => ({
      protocol,
      kind,
      outcome: 'skipped',
      detail: found.skipped,
      durationMs: 0,
    })),
  );
  console.log(`skipped  ${found.skipped}`);
  await finish('not installed', rows);
} else {
  const broker = protocols.includes('amqp') ? await findBroker() : {};
  const rows = [];
  for (const protocol of protocols) {
    console.log(`pycti ${found.version} over ${PROTOCOLS[protocol].label}`);
    for (const name of kinds) {
      const row = await outcomeOf(name, protocol, broker, found);
      rows.push(row);
      const { outcome, durationMs, detail } = row;
      console.log(
        `  ${outcome.padEnd(8)} ${name.padEnd(16)} ${String(durationMs).padStart(6)} ms  ${detail}`,
      );
    }
  }
  await broker.stop?.();
  await finish(found.version, rows);
}
