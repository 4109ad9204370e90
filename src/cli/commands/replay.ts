import { readConfigSources } from '../../config/index.js';
import { explore } from '../../connectors/index.js';
import { UsageError, type ExitCode } from '../../errors/index.js';
import { StopSwitch, SystemClock, boot, replayDeadLetters } from '../../runtime/index.js';
import type { Command, Given } from '../command.js';
import { connectorLog, isReadable } from '../connector-log.js';
import { loadConnectors } from '../load/index.js';
import { stopOnSignals } from '../stop-on-signals.js';

/** Milliseconds that an event in work is given after SIGTERM. */
const STOP_DEADLINE_MS = 8_000;

/** `connector-run replay <file> <path>`: tries events once more that a stream connector gave up. */
export const replayCommand: Command = {
  name: 'replay',
  argument: '<file> <path>',
  summary: 'hand the events of a dead-letter file to their stream connector once more',
  options: {
    'log-level': { type: 'string', value: 'LEVEL', summary: 'debug, info, warn or error' },
  },
  run: given => replay(given),
};

async function replay(given: Given): Promise<ExitCode> {
  const [file, path, ...more] = given.positionals;
  if (file === undefined || path === undefined || more.length > 0) {
    throw usage('give a dead-letter file and the path to its connector');
  }
  const { folder, connectors } = await loadConnectors(path);
  const [only, ...others] = connectors;
  if (!only || others.length > 0) throw usage('give the file of one connector');
  const blueprint = explore(only);
  if (blueprint.kind !== 'STREAM') throw usage(`${blueprint.name} follows no stream`);

  const clock = new SystemClock();
  const booted = boot({
    blueprint,
    sources: readConfigSources({ env: process.env, folders: [folder, process.cwd()] }),
    clock,
    logFor: config =>
      connectorLog({
        ...{ config, blueprint, clock, level: given.text('log-level') },
        readable: isReadable(config, false),
      }),
  });
  const stop = new StopSwitch(clock, STOP_DEADLINE_MS);
  const release = stopOnSignals(stop);
  try {
    const signal = stop.signals.stopping;
    const done = await replayDeadLetters(file, { booted, blueprint, clock, signal });
    const { received, handled, skipped, deadLettered } = done;
    process.stdout.write(
      `${received} events: ${handled} handled, ${skipped} skipped, ${deadLettered} failed again\n`,
    );

    return deadLettered === 0 ? 0 : 70;
  } finally {
    release();
    stop.dispose();
    await booted.dispose();
  }
}

function usage(problem: string): UsageError {
  return new UsageError('USAGE_ARGUMENTS', { problem, command: 'replay' });
}
