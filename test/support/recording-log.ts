import { Logger, type LogFacts } from '../../src/injection/index.js';

/** One line of a {@link RecordingLog}. */
export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly facts: LogFacts;
}

/** A log that a test can read. */
export class RecordingLog extends Logger {
  constructor(
    readonly lines: LogLine[] = [],
    private readonly facts: LogFacts = {},
  ) {
    super();
  }

  debug = (message: string, facts?: LogFacts): void => this.write('debug', message, facts);
  info = (message: string, facts?: LogFacts): void => this.write('info', message, facts);
  warn = (message: string, facts?: LogFacts): void => this.write('warn', message, facts);
  error = (message: string, facts?: LogFacts): void => this.write('error', message, facts);

  child(facts: LogFacts): Logger {
    return new RecordingLog(this.lines, { ...this.facts, ...facts });
  }

  /** Everything that was written, as text; to look for what must not be there. */
  get text(): string {
    return this.lines.map(line => `${line.message} ${JSON.stringify(line.facts)}`).join('\n');
  }

  /** The messages of one level. */
  at(level: string): string[] {
    return this.lines.filter(line => line.level === level).map(line => line.message);
  }

  private write(level: string, message: string, facts: LogFacts = {}): void {
    this.lines.push({ level, message, facts: { ...this.facts, ...facts } });
  }
}
