import { ActivityMeter } from '../../../../src/runtime/metrics/activity-meter.js';
import { FakeClock } from '../../../../src/testing/fake-clock.js';
import { RecordedMetrics } from './recorded-metrics.js';

const clock = new FakeClock();

describe('the activity of a connector', () => {
  it('is running from the first request under way to the end of the last', async () => {
    const metrics = new RecordedMetrics();
    const activity = new ActivityMeter(metrics, clock);
    const ends: (() => void)[] = [];
    const request = () => activity.during(() => new Promise<void>(end => ends.push(end)));

    const both = [request(), request()];
    ends[0]?.();
    await both[0];
    const afterOne = [...metrics.activities];
    ends[1]?.();
    await both[1];

    expect(afterOne).toEqual(['running']);
    expect(metrics.activities).toEqual(['running', 'idle']);
    expect(metrics.counts).toEqual({ runs_total: 2 });
  });

  it('is idle again after a run that throws', async () => {
    const metrics = new RecordedMetrics();
    const activity = new ActivityMeter(metrics, clock);

    await expect(activity.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(metrics.activities).toEqual(['running', 'idle']);
  });

  it('counts the errors of the source among all', () => {
    const metrics = new RecordedMetrics();
    const errors = [
      { code: 'HTTP_STATUS', message: '' },
      { code: 'PLATFORM_REFUSED', message: '' },
    ] as const;

    new ActivityMeter(metrics, clock).ended({
      ...{ outcome: 'failed', errors, dropped: 3, durationMs: 1_500 },
    });

    expect(metrics.counts).toEqual({
      errors_total: 2,
      client_errors_total: 1,
      objects_dropped_total: 3,
      runs_failed_total: 1,
    });
    expect(metrics.durations).toEqual([1.5]);
    expect(metrics.values).not.toHaveProperty('last_success_timestamp_seconds');
  });
});
