import type { Metrics } from '../../../../src/runtime/metrics/metrics.js';

/** Metrics that keep what they are told. */
export class RecordedMetrics implements Metrics {
  readonly counts: Record<string, number> = {};
  readonly values: Record<string, number> = {};
  readonly activities: string[] = [];
  readonly durations: number[] = [];

  add(name: string, n: number): void {
    if (n > 0) this.counts[name] = (this.counts[name] ?? 0) + n;
  }

  set(name: string, value: number): void {
    this.values[name] = value;
  }

  ran(seconds: number): void {
    this.durations.push(seconds);
  }

  be(activity: string): void {
    this.activities.push(activity);
  }

  async close(): Promise<void> {}
}
