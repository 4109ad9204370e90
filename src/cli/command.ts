import { parseArgs } from 'node:util';
import { UsageError, type ExitCode } from '../errors/index.js';

/** One option of a command: parser, help and documentation are made from the same row. */
export interface OptionRow {
  readonly type: 'string' | 'boolean';
  /** What the value is called in the help, such as `FILE`. Only for `string`. */
  readonly value?: string;
  readonly summary: string;
}

/** What a command was given. */
export interface Given {
  readonly positionals: readonly string[];
  text(option: string): string | undefined;
  flag(option: string): boolean;
}

/** One command of `connector-run`; one file each. */
export interface Command {
  readonly name: string;
  /** What follows the name in the help, such as `<path>`. */
  readonly argument: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, OptionRow>>;
  run(given: Given): Promise<ExitCode>;
}

const HELP: OptionRow = { type: 'boolean', summary: 'print this' };

/** @throws UsageError `USAGE_ARGUMENTS` */
export function parse(command: Command, args: readonly string[]): Given {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: HELP }).map(([name, { type }]) => [name, { type }]),
  );

  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });

    return {
      positionals,
      text: option => textOf(values[option]),
      flag: option => values[option] === true,
    };
  } catch (error) {
    const problem = error instanceof Error ? firstSentence(error.message) : String(error);
    throw new UsageError('USAGE_ARGUMENTS', { problem, command: command.name }, { cause: error });
  }
}

/** The help of a command, made from its rows. */
export function helpFor({ name, argument, summary, options }: Command): string {
  const rows = Object.entries({ ...options, help: HELP }).map(
    ([option, { value, summary: meaning }]): readonly [string, string] => [
      `  --${option}${value ? ` ${value}` : ''}`,
      meaning,
    ],
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;

  return [
    `connector-run ${name} ${argument}`.trimEnd(),
    '',
    summary,
    '',
    ...rows.map(([left, right]) => left.padEnd(width) + right),
  ].join('\n');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function firstSentence(message: string): string {
  return message.split('\n', 1)[0]?.replace(/\. To specify.*$/, '') ?? message;
}
