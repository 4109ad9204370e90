import { Logger, type Clock, type LogFacts } from '../injection/index.js';
import type { LogLevel, Redactor } from '../runtime/index.js';
import { lineFor } from './lines.js';

/** What a {@link TerminalLog} is made of. */
export interface TerminalLogOptions {
  readonly level: LogLevel;
  readonly clock: Clock;
  readonly redact: Redactor;
  /** Takes what a person reads. */
  readonly out: (line: string) => void;
  /** Takes what a person must act on. */
  readonly problem: (line: string) => void;
}

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** One readable line per unit of work and change of state; problems end with their fix. */
export class TerminalLog extends Logger {
  constructor(
    private readonly options: TerminalLogOptions,
    private readonly facts: LogFacts = {},
  ) {
    super();
  }

  debug(message: string, facts?: LogFacts): void {
    this.write('debug', message, facts);
  }

  info(message: string, facts?: LogFacts): void {
    this.write('info', message, facts);
  }

  warn(message: string, facts?: LogFacts): void {
    this.write('warn', message, facts);
  }

  error(message: string, facts?: LogFacts): void {
    this.write('error', message, facts);
  }

  child(facts: LogFacts): Logger {
    return new TerminalLog(this.options, { ...this.facts, ...facts });
  }

  private write(level: LogLevel, message: string, facts: LogFacts = {}): void {
    const { clock, redact, out, problem } = this.options;
    if (ORDER.indexOf(level) < ORDER.indexOf(this.options.level)) return;

    const time = clock.now().toTimeString().slice(0, 8);
    const [first = '', ...rest] = lineFor(message, { ...this.facts, ...facts });
    const text = [`${time}  ${first}`, ...rest.map(line => `${' '.repeat(21)}${line}`)].join('\n');
    const write = level === 'warn' || level === 'error' ? problem : out;
    write(redact(text));
  }
}
