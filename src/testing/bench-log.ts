import { inspect } from 'node:util';
import { Logger, type LogFacts } from '../injection/index.js';

/** A line of a {@link BenchLog}. */
export interface BenchLogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** What was logged beside it, that of the parents included. */
  readonly facts: LogFacts;
}

/** A log that a test can read: everything is kept, and nothing is taken out of it. */
export class BenchLog extends Logger {
  private readonly listeners: Set<(line: BenchLogLine) => void>;

  /** @param parent whose lines it writes to. */
  constructor(
    private readonly parent?: BenchLog,
    private readonly facts: LogFacts = {},
    /** Every line so far. */
    readonly lines: BenchLogLine[] = [],
  ) {
    super();
    this.listeners = parent?.listeners ?? new Set();
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
    return new BenchLog(this, { ...this.facts, ...facts }, this.lines);
  }

  /** Everything as text, errors with their causes: to look for what must not be there. */
  get text(): string {
    return this.lines
      .map(
        ({ level, message, facts }) =>
          `${level} ${message} ${inspect(facts, { depth: 20, maxStringLength: null })}`,
      )
      .join('\n');
  }

  /** The messages of one level. */
  at(level: BenchLogLine['level']): readonly string[] {
    return this.lines.filter(line => line.level === level).map(({ message }) => message);
  }

  /**
   * Resolves with the first line of this message, once it is written.
   *
   * @param from how many lines to pass over. Default: none.
   */
  whenWritten(message: string, from = 0): Promise<BenchLogLine> {
    const known = this.lines.slice(from).find(line => line.message === message);
    if (known) return Promise.resolve(known);

    return new Promise(resolve => {
      const listener = (line: BenchLogLine): void => {
        if (line.message !== message) return;
        this.listeners.delete(listener);
        resolve(line);
      };
      this.listeners.add(listener);
    });
  }

  private write(level: BenchLogLine['level'], message: string, facts: LogFacts = {}): void {
    const line = { level, message, facts: { ...this.facts, ...facts } };
    this.lines.push(line);
    for (const listener of [...this.listeners]) listener(line);
  }
}
