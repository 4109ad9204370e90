import { UsageError, asConnectorError, type ExitCode } from '../errors/index.js';
import { VERSION } from '../version.js';
import { helpFor, parse, type Command } from './command.js';
import { problemText } from './problem-text.js';

/** Each command is loaded when it is asked for: the start-up pays for nothing else. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./commands/run.js')).runCommand,
  describe: async () => (await import('./commands/describe.js')).describeCommand,
  replay: async () => (await import('./commands/replay.js')).replayCommand,
  sandbox: async () => (await import('./commands/sandbox.js')).sandboxCommand,
};

/**
 * The command line: finds the command (`run` when none is named), runs it, prints what it fails
 * with, and gives the exit code.
 */
export async function connectorRun(args: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(args);
  } catch (thrown) {
    const error = asConnectorError(thrown);
    process.stderr.write(`${problemText(error)}\n`);

    return error.exitCode;
  }
}

async function dispatch(args: readonly string[]): Promise<ExitCode> {
  const [first] = args;
  if (first === '--version') return print(VERSION);
  if (first === undefined || first === '--help' || first === 'help') return print(await overview());

  const load = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  const command = await (load ?? COMMANDS['run'])?.();
  if (!command) throw new UsageError('USAGE_ARGUMENTS', { problem: 'no command', command: 'run' });

  const given = parse(command, load ? args.slice(1) : args);
  if (given.flag('help')) return print(helpFor(command));

  return command.run(given);
}

async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map(load => load()));
  const rows = commands.map(({ name, argument, summary }): readonly [string, string] => [
    `  connector-run ${name === 'run' ? '[run]' : name} ${argument}`,
    summary,
  ]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;

  return [
    `octiflow ${VERSION}: runs OpenCTI connectors`,
    '',
    ...rows.map(([left, right]) => left.padEnd(width) + right),
    '',
    'connector-run <command> --help lists the options of a command.',
  ].join('\n');
}

function print(text: string): ExitCode {
  process.stdout.write(`${text}\n`);

  return 0;
}
