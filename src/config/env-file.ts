import { ConfigError } from '../errors/index.js';

/** A `.env` file: variables by name, and the line that each stands on. */
export interface EnvFile {
  readonly path: string;
  readonly variables: ReadonlyMap<string, EnvFileValue>;
}

/** One variable of a `.env` file. */
export interface EnvFileValue {
  readonly text: string;
  readonly line: number;
}

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/s;
const QUOTED = /^(["'`])(.*)$/s;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Reads `KEY=value` lines: `export` in front, comments, and single, double or back quotes over
 * several lines. An unquoted value ends at ` #`; a `#` inside a word belongs to it. The last of
 * two lines for one variable counts.
 *
 * @throws ConfigError `CONFIG_FILE` with the line; `util.parseEnv` would swallow such a line
 */
export function parseEnvFile(text: string, path: string): EnvFile {
  const lines = text.split(/\r\n|\n|\r/);
  const variables = new Map<string, EnvFileValue>();

  for (let index = 0; index < lines.length; index += 1) {
    const start = lines[index]?.trim() ?? '';
    if (start === '' || start.startsWith('#')) continue;
    const line = index + 1;
    const [, name, rest = ''] = ASSIGNMENT.exec(start) ?? [];
    if (name === undefined) throw fileError(path, line, 'it is not KEY=value');

    const [, quote, opened = ''] = QUOTED.exec(rest) ?? [];
    if (quote === undefined) {
      variables.set(name, { text: rest.replace(/(?:^|\s+)#.*$/, '').trim(), line });
      continue;
    }
    const quoted = closeQuote(quote, opened, lines, index);
    if (!quoted) throw fileError(path, line, `the quote that ${name} opens is never closed`);
    variables.set(name, { text: quoted.text, line });
    index = quoted.lastIndex;
  }

  return { path, variables };
}

function closeQuote(
  quote: string,
  opened: string,
  lines: readonly string[],
  index: number,
): { text: string; lastIndex: number } | undefined {
  const parts: string[] = [];
  for (let at = index; at < lines.length; at += 1) {
    const part = at === index ? opened : (lines[at] ?? '');
    const end = endOfQuote(part, quote);
    if (end >= 0) {
      const text = [...parts, part.slice(0, end)].join('\n');
      return { text: quote === '"' ? unescape(text) : text, lastIndex: at };
    }
    parts.push(part);
  }

  return undefined;
}

function endOfQuote(part: string, quote: string): number {
  for (let at = 0; at < part.length; at += 1) {
    if (quote === '"' && part[at] === '\\') at += 1;
    else if (part[at] === quote) return at;
  }

  return -1;
}

function unescape(text: string): string {
  return text.replace(/\\([nrt"\\])/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
}

function fileError(path: string, line: number, reason: string): ConfigError {
  return new ConfigError('CONFIG_FILE', {
    path,
    line,
    reason,
    fix: `write line ${line} of ${path} as KEY=value, or begin it with #`,
  });
}
