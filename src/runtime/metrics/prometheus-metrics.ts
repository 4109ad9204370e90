import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import {
  ACTIVITIES,
  COUNTERS,
  GAUGES,
  RUN_SECONDS,
  type Activity,
  type CounterName,
  type GaugeName,
} from './metric-names.js';
import type { Metrics } from './metrics.js';
import { registerProcess } from './process-metrics.js';

/**
 * Keeps the numbers of one connector for Prometheus, in a registry of their own: several connectors
 * in one process don't see each other's.
 *
 * The first eight have the names of pycti's, and their label: `state` has one that is called as it is.
 *
 * @see pycti `connector/opencti_metric_handler.py`.
 */
export class PrometheusMetrics implements Metrics {
  private readonly registry = new Registry();
  private readonly counters: ReadonlyMap<string, Counter>;
  private readonly gauges: ReadonlyMap<string, Gauge>;
  private readonly durations: Histogram;
  private readonly state: Gauge;
  private readonly stateName: string;

  /** @param prefix goes before every name, such as `opencti_connector_`; may be empty. */
  constructor(prefix: string) {
    const registers = [this.registry];
    this.counters = new Map(
      Object.entries(COUNTERS).map(([name, help]) => [
        name,
        new Counter({ name: `${prefix}${name}`, help, registers }),
      ]),
    );
    this.gauges = new Map(
      Object.entries(GAUGES).map(([name, help]) => [
        name,
        new Gauge({ name: `${prefix}${name}`, help, registers }),
      ]),
    );
    const { name, help, buckets } = RUN_SECONDS;
    this.durations = new Histogram({
      ...{ name: `${prefix}${name}`, help, registers },
      buckets: [...buckets],
    });
    this.stateName = `${prefix}state`;
    this.state = new Gauge({
      name: this.stateName,
      help: 'State of connector',
      labelNames: [this.stateName],
      registers,
    });
    registerProcess(this.registry);
    this.be('idle');
  }

  add(name: CounterName, n: number): void {
    if (n > 0) this.counters.get(name)?.inc(n);
  }

  set(name: GaugeName, value: number): void {
    this.gauges.get(name)?.set(value);
  }

  ran(seconds: number): void {
    this.durations.observe(seconds);
  }

  be(activity: Activity): void {
    for (const each of ACTIVITIES) {
      this.state.set({ [this.stateName]: each }, each === activity ? 1 : 0);
    }
  }

  /** All of it as Prometheus reads it. */
  async page(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  async close(): Promise<void> {
    this.registry.clear();
  }
}
