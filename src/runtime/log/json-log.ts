import { pino, type Logger as Pino } from 'pino';
import { Logger, type Clock, type LogFacts } from '../../injection/index.js';
import type { Redactor } from './redactor.js';

/** Levels of the log, as `CONNECTOR_LOG_LEVEL` spells them. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** What a {@link JsonLog} is made of. */
export interface JsonLogOptions {
  readonly level: LogLevel;
  /** Name of the connector. */
  readonly name: string;
  readonly clock: Clock;
  readonly redact: Redactor;
  /** Where the lines go. Default: standard output, written at once. */
  readonly write?: (line: string) => void;
}

/**
 * One JSON object a line, with pycti's field names (`timestamp`, `level`, `name`, `message`,
 * `attributes`, `exc_info`), so that what reads the logs of Python connectors reads ours.
 *
 * @see pycti `utils/opencti_logger.py`.
 */
export class JsonLog extends Logger {
  private constructor(
    private readonly sink: Pino,
    private readonly facts: LogFacts,
  ) {
    super();
  }

  static create({ level, name, clock, redact, write }: JsonLogOptions): JsonLog {
    const standardOutput = pino.destination({ fd: 1, sync: true });
    const put = write ?? ((line: string) => standardOutput.write(line));
    const sink = pino(
      {
        level,
        base: { name },
        messageKey: 'message',
        formatters: { level: label => ({ level: label.toUpperCase() }) },
        timestamp: () => `,"timestamp":"${clock.now().toISOString()}"`,
      },
      { write: line => put(redact(line)) },
    );

    return new JsonLog(sink, {});
  }

  debug(message: string, facts?: LogFacts): void {
    this.sink.debug(this.line(facts), message);
  }

  info(message: string, facts?: LogFacts): void {
    this.sink.info(this.line(facts), message);
  }

  warn(message: string, facts?: LogFacts): void {
    this.sink.warn(this.line(facts), message);
  }

  error(message: string, facts?: LogFacts): void {
    this.sink.error(this.line(facts), message);
  }

  child(facts: LogFacts): Logger {
    return new JsonLog(this.sink, { ...this.facts, ...facts });
  }

  private line(facts: LogFacts | undefined): Record<string, unknown> {
    const { cause, ...attributes } = { ...this.facts, ...facts };
    const filled = Object.values(attributes).some(value => value !== undefined);

    return {
      ...(filled && { attributes }),
      ...(cause instanceof Error && { exc_info: stackOf(cause) }),
    };
  }
}

function stackOf(error: Error): string {
  const own = error.stack ?? `${error.name}: ${error.message}`;

  return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own;
}
