import { entry } from '../code-entry.js';

export interface Problem {
  /** The name at fault: an environment variable, or a YAML path where there is no variable. */
  readonly variable: string;
  /** Where the setting stands in `config.yml`; undefined when it can't be given there. */
  readonly yamlPath?: string;
  /** What is wrong, as the end of a sentence that begins with the value or the name. */
  readonly rule: string;
  /** The value that was given, shortened and free of secrets; undefined when it is not shown. */
  readonly shown?: string;
  /** File and line that the value came from; undefined for the environment. */
  readonly origin?: string;
  /** What the setting is for. */
  readonly description?: string;
  /** A value that would do. */
  readonly example?: string;
  /** Whether the example was made for this moment and may be kept, such as a new UUID. */
  readonly isFresh?: boolean;
  /** The name that was probably meant. */
  readonly guess?: string;
}

/** Codes of the `CONFIG_*` errors. */
export const configCodes = {
  CONFIG_INVALID: entry<{ problems: readonly Problem[]; connector?: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ problems, connector = 'the connector' }) => {
      const width = Math.max(...problems.map(problem => problem.variable.length)) + 2;
      const verb = problems.length === 1 ? '1 setting needs' : `${problems.length} settings need`;
      const lines = problems.flatMap(problem => linesOf(problem, width));

      return [`${verb} attention, so ${connector} did not start.`, '', ...lines, ''].join('\n');
    },
    fix: () =>
      'set them in the environment, .env or config.yml. Full table: connector-run describe <path>',
  }),
  CONFIG_FILE: entry<{ path: string; line?: number; reason: string; fix?: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ path, line, reason }) =>
      `${path}${line === undefined ? '' : `, line ${line}`} can't be read as configuration: ${reason}.`,
    fix: ({ path, fix }) => fix ?? `correct ${path}, or move it away`,
  }),
  CONFIG_VALUE: entry<{ rule: string; shown?: string; fix?: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ rule, shown = 'the value' }) => `${shown} ${rule}.`,
    fix: ({ fix }) => fix ?? 'correct the value',
  }),
  CONFIG_DECLARATION: entry<{ where: string; reason: string; fix: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ where, reason }) => `${where} is not a usable declaration of settings: ${reason}.`,
    fix: ({ fix }) => fix,
  }),
  CONFIG_SETTING_TYPE: entry<{ className: string; property: string; found: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, property, found }) =>
      `${className}.${property} has no type that a setting can have: ${found}.`,
    fix: ({ property }) =>
      `say what to read: @Setting({ type: 'text', … }) ${property}; also possible: 'number', 'integer', 'boolean', 'list', 'number-list', 'duration', 'secret', 'date', 'url', 'boolean-or-text', 'any'`,
  }),
  CONFIG_METRICS_PORT: entry<{ port: number; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ port, reason }) => `Metrics can't be offered at port ${port}: ${reason}.`,
    fix: () =>
      'set CONNECTOR_METRICS_PORT to a free port, or CONNECTOR_METRICS_HOST to an own address',
  }),
  CONFIG_NOT_LOADED: entry<{ className: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className }) => `The settings of ${className} were asked for but never loaded.`,
    fix: ({ className }) => `mark ${className} with @Config and hand it to loadConfig`,
  }),
} as const;

function linesOf(problem: Problem, width: number): string[] {
  const { variable, shown, guess, description, example, isFresh } = problem;
  const what = [...(shown === undefined ? [] : [shown]), problem.rule].join(' ');
  const tail = guess ? ` Did you mean ${guess}?` : afterMissing(shown, description);
  const first = `  ${variable.padEnd(width)}${what}${whereOf(problem)}.${tail}`;
  if (example === undefined) return [first];

  const note = isFresh ? '   (fresh, yours to keep)' : '';
  return [first, `  ${' '.repeat(width)}Fix: ${variable}=${example}${note}`];
}

function whereOf({ origin, yamlPath, variable }: Problem): string {
  if (origin !== undefined) return ` (${origin})`;

  return yamlPath === undefined || yamlPath === variable ? '' : ` (YAML ${yamlPath})`;
}

/** Who gave a wrong value knows the setting; who gave none is told what it is for. */
function afterMissing(shown: string | undefined, description: string | undefined): string {
  return shown === undefined && description !== undefined ? ` ${description}` : '';
}
