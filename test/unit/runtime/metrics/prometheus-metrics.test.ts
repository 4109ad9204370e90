import { PrometheusMetrics } from '../../../../src/runtime/metrics/prometheus-metrics.js';

async function samples(metrics: PrometheusMetrics): Promise<string[]> {
  const { text } = await metrics.page();

  return text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

describe('metrics for Prometheus', () => {
  it.each([
    'bundles_sent_total',
    'records_sent_total',
    'runs_total',
    'ping_api_total',
    'ping_api_errors_total',
    'errors_total',
    'client_errors_total',
  ] as const)('counts %s under the name that pycti has for it', async name => {
    const metrics = new PrometheusMetrics('');

    metrics.add(name, 2);
    metrics.add(name, 1);

    expect(await samples(metrics)).toContain(`${name} 3`);
  });

  it('tells the state by a label that is named like the metric', async () => {
    const metrics = new PrometheusMetrics('ns_sub_');

    metrics.be('running');

    expect((await samples(metrics)).filter(line => line.startsWith('ns_sub_state'))).toEqual([
      'ns_sub_state{ns_sub_state="idle"} 0',
      'ns_sub_state{ns_sub_state="running"} 1',
      'ns_sub_state{ns_sub_state="stopped"} 0',
    ]);
  });

  it('puts the prefix before each of its own names, and not before those of the process', async () => {
    const names = await samples(new PrometheusMetrics('own_'));

    expect(names.filter(name => !/^(own|process)_/.test(name))).toEqual([]);
    expect(names).toContainEqual(expect.stringMatching(/^process_resident_memory_bytes \d+/));
  });

  it('keeps two connectors of one process apart', async () => {
    const [one, other] = [new PrometheusMetrics(''), new PrometheusMetrics('')];

    one.add('runs_total', 5);

    expect(await samples(other)).toContain('runs_total 0');
  });

  it.each([-1, 0, NaN])('ignores %d on a counter', async n => {
    const metrics = new PrometheusMetrics('');

    metrics.add('errors_total', n);

    expect(await samples(metrics)).toContain('errors_total 0');
  });
});
