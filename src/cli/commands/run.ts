import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { Duration, readConfigSources, type ConfigSources } from '../../config/index.js';
import { explore, readBookmark, type ConnectorBlueprint } from '../../connectors/index.js';
import { UsageError, type ExitCode } from '../../errors/index.js';
import { StopSwitch, SystemClock, boot, runConnector } from '../../runtime/index.js';
import type { Sandbox } from '../../sandbox/index.js';
import type { Command, Given } from '../command.js';
import { connectorLog, isReadable } from '../connector-log.js';
import { banner } from '../banner.js';
import { loadConnectors } from '../load/index.js';
import { ReportFile } from '../report-file.js';
import { stopOnSignals } from '../stop-on-signals.js';

/** Milliseconds that work in flight is given after SIGTERM; Docker kills after ten seconds. */
const STOP_DEADLINE_MS = 8_000;
/** Milliseconds to wait at the start for a platform that does not answer. */
const PLATFORM_WAIT_MS = 300_000;
/** A single run is watched by somebody, or restarted by something: it need not wait as long. */
const PLATFORM_WAIT_ONCE_MS = 30_000;

/** `connector-run <path>`: runs a connector. */
export const runCommand: Command = {
  name: 'run',
  argument: '<path>',
  summary: 'run the connector in a folder or file (TypeScript or built JavaScript)',
  options: {
    sandbox: { type: 'boolean', summary: 'run against an embedded OpenCTI on loopback' },
    data: { type: 'string', value: 'DIR', summary: 'keep the data of --sandbox in this folder' },
    once: { type: 'boolean', summary: 'one run, then leave' },
    from: {
      type: 'string',
      value: 'BOOKMARK',
      summary: 'start there instead of at the saved bookmark: JSON, or "beginning"',
    },
    report: { type: 'string', value: 'FILE', summary: 'write what every run did, as JSON' },
    wait: {
      type: 'string',
      value: 'DURATION',
      summary: 'how long to wait for a platform that is down (PT5M; PT30S with --once)',
    },
    'log-level': { type: 'string', value: 'LEVEL', summary: 'debug, info, warn or error' },
  },
  run: given => run(given),
};

async function run(given: Given): Promise<ExitCode> {
  const [path, ...more] = given.positionals;
  if (path === undefined) throw usage('a path to a connector is missing');
  if (more.length > 0) throw usage(`one path is enough, ${more.length + 1} were given`);
  const report = await ReportFile.open(given.text('report'));

  const blueprint = await blueprintAt(path);
  const startFrom = startFromOf(given.text('from'), blueprint.blueprint);
  const sandbox = given.flag('sandbox') ? await startSandbox(given.text('data')) : undefined;
  try {
    return await runAt({ ...blueprint, given, report, startFrom, sandbox });
  } finally {
    await sandbox?.stop();
  }
}

interface FoundConnector {
  readonly blueprint: ConnectorBlueprint;
  readonly folder: string;
}

interface RunSetting extends FoundConnector {
  readonly given: Given;
  readonly report: ReportFile;
  readonly startFrom: { readonly state: unknown } | undefined;
  readonly sandbox: Sandbox | undefined;
}

async function runAt(setting: RunSetting): Promise<ExitCode> {
  const { blueprint, folder, given, report, startFrom, sandbox } = setting;
  const clock = new SystemClock();
  const booted = boot({
    blueprint,
    sources: sourcesFor(folder, sandbox),
    defaults: sandbox ? { 'connector.id': stableId(blueprint.name) } : {},
    clock,
    logFor: config =>
      connectorLog({
        config,
        blueprint,
        clock,
        readable: isReadable(config, sandbox !== undefined),
        level: given.text('log-level'),
      }),
  });
  const stop = new StopSwitch(clock, STOP_DEADLINE_MS);
  const release = stopOnSignals(stop);
  if (isReadable(booted.config, sandbox !== undefined)) {
    process.stdout.write(`${banner(booted, sandbox?.url)}\n\n`);
  }

  try {
    const once = given.flag('once');
    const outcome = await runConnector({
      booted,
      clock,
      log: booted.log,
      stop,
      once,
      startFrom,
      waitMs: waitMsOf(given.text('wait'), once),
      sinceStartMs: () => performance.now(),
      peakRssMb: () => process.resourceUsage().maxRSS / 1_000,
      onRun: soFar => report.write(soFar),
    });
    await report.write(outcome.report);

    return outcome.error?.exitCode ?? 0;
  } finally {
    release();
    stop.dispose();
    await booted.dispose();
  }
}

async function blueprintAt(path: string): Promise<FoundConnector> {
  const { file, folder, connectors } = await loadConnectors(path);
  const [only, ...others] = connectors;
  if (!only || others.length > 0) {
    throw usage(`${file} has ${connectors.length} connectors; give the file of one of them`);
  }

  return { blueprint: explore(only), folder };
}

async function startSandbox(data: string | undefined): Promise<Sandbox> {
  // Loaded only when asked for: a connector in production never pays for it.
  const { Sandbox } = await import('../../sandbox/index.js');

  return Sandbox.start(data === undefined ? {} : { data });
}

/** With a sandbox, the operator's own platform and broker are out of reach, whatever is set. */
function sourcesFor(folder: string, sandbox: Sandbox | undefined): ConfigSources {
  const own = sandbox
    ? {
        OPENCTI_URL: sandbox.url,
        OPENCTI_TOKEN: sandbox.token,
        OPENCTI_TOKEN_FILE: undefined,
        MQ_HOST: sandbox.broker.host,
        MQ_PORT: String(sandbox.broker.port),
        MQ_VHOST: sandbox.broker.vhost,
        MQ_USER: sandbox.broker.user,
        MQ_PASS: sandbox.broker.pass,
        MQ_PASS_FILE: undefined,
        MQ_USE_SSL: 'false',
      }
    : {};

  return readConfigSources({
    env: { ...process.env, ...own },
    folders: [...new Set([folder, dirname(folder), process.cwd()])],
  });
}

/** A sandbox forgets; an id that is the same every time keeps its data in one place. */
function stableId(name: string): string {
  const hex = createHash('sha256').update(`octiflow sandbox ${name}`).digest('hex');

  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function startFromOf(
  text: string | undefined,
  blueprint: ConnectorBlueprint,
): { readonly state: unknown } | undefined {
  if (text === undefined) return undefined;
  if (text === 'beginning') return { state: null };

  try {
    const state: unknown = JSON.parse(text);
    if (readBookmark(blueprint, state) === undefined) throw new Error('it says nothing');

    return { state };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UsageError('USAGE_BOOKMARK', { problem }, { cause: error });
  }
}

function waitMsOf(text: string | undefined, once: boolean): number {
  if (text === undefined) return once ? PLATFORM_WAIT_ONCE_MS : PLATFORM_WAIT_MS;

  try {
    return Duration.parse(text).milliseconds;
  } catch {
    throw usage(`--wait is no ISO 8601 duration: ${text}`);
  }
}

function usage(problem: string): UsageError {
  return new UsageError('USAGE_ARGUMENTS', { problem, command: 'run' });
}
