/** Facts logged beside a message. */
export type LogFacts = Readonly<Record<string, unknown>>;

/**
 * The log, as connectors and octiflow itself write it. A message is a constant phrase in lower
 * case; what varies goes into the facts: `log.info('page confirmed', { page: 3, objects: 412 })`.
 *
 * `debug` is per item or request, `info` per unit of work and change of state, `warn` says that we
 * coped, `error` says that somebody must act.
 */
export abstract class Logger {
  /** Per item, per request: what helps to find a fault. */
  abstract debug(message: string, facts?: LogFacts): void;
  /** Per unit of work, per change of state. A quiet hour has none. */
  abstract info(message: string, facts?: LogFacts): void;
  /** Something went wrong and we coped. */
  abstract warn(message: string, facts?: LogFacts): void;
  /** Somebody must act; the facts hold a `code` and a `fix`. */
  abstract error(message: string, facts?: LogFacts): void;
  /** A logger that adds these facts to every line. */
  abstract child(facts: LogFacts): Logger;
}
