import type { Activity, CounterName, GaugeName } from './metric-names.js';

/** What a connector tells those who watch it. */
export interface Metrics {
  /** Adds to what only goes up. */
  add(name: CounterName, n: number): void;
  /** Puts what goes up and down in its place. */
  set(name: GaugeName, value: number): void;
  /** Notes how long a run or a request lasted. */
  ran(seconds: number): void;
  /** Says what the connector is doing. */
  be(activity: Activity): void;
  /** Tells no more, and releases what is held. Harmless twice. */
  close(): Promise<void>;
}

/** Of a connector that nobody watches. */
export const NO_METRICS: Metrics = {
  add: () => undefined,
  set: () => undefined,
  ran: () => undefined,
  be: () => undefined,
  close: async () => undefined,
};
