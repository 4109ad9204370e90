import type { Clock } from '../../injection/index.js';
import type { RequestReport } from '../listening/request-report.js';
import type { RunReport } from '../run-report.js';
import type { Metrics } from './metrics.js';

/** What both reports say. */
type Report = Pick<RunReport & RequestReport, 'outcome' | 'errors' | 'dropped' | 'durationMs'>;

/** Watches what a connector does: its runs, or the requests that it answers. */
export class ActivityMeter {
  private underWay = 0;

  constructor(
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** The connector is running until `task` ends; several may be under way. */
  async during<T>(task: () => Promise<T>): Promise<T> {
    this.metrics.add('runs_total', 1);
    if (++this.underWay === 1) this.metrics.be('running');
    try {
      return await task();
    } finally {
      if (--this.underWay === 0) this.metrics.be('idle');
    }
  }

  /** Counts what a run or a request has come to. */
  ended({ outcome, errors, dropped, durationMs }: Report): void {
    const { metrics } = this;
    const nowSeconds = this.clock.now().getTime() / 1_000;
    metrics.add('errors_total', errors.length);
    metrics.add('client_errors_total', errors.filter(({ code }) => isOfSource(code)).length);
    metrics.add('objects_dropped_total', dropped);
    metrics.ran(durationMs / 1_000);
    metrics.set('last_run_timestamp_seconds', nowSeconds);
    if (outcome === 'failed') metrics.add('runs_failed_total', 1);
    else metrics.set('last_success_timestamp_seconds', nowSeconds);
  }
}

function isOfSource(code: string): boolean {
  return code.startsWith('SOURCE_') || code.startsWith('HTTP_');
}
