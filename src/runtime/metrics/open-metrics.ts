import { ConnectorSettings, type LoadedConfig } from '../../config/index.js';
import type { Logger } from '../../injection/index.js';
import { NO_METRICS, type Metrics } from './metrics.js';
import { startMetricsServer } from './metrics-server.js';

/**
 * Offers a connector's numbers to Prometheus, if its settings say so (`CONNECTOR_EXPOSE_METRICS`).
 *
 * @throws ConfigError `CONFIG_METRICS_PORT` when the port is taken.
 */
export async function openMetrics(config: LoadedConfig, log: Logger): Promise<Metrics> {
  const settings = config.get(ConnectorSettings);
  if (!settings.exposeMetrics) return NO_METRICS;

  // Most connectors are not watched, and need not load it.
  const { PrometheusMetrics } = await import('./prometheus-metrics.js');
  const { metricsNamespace, metricsSubsystem, metricsHost, metricsPort, queueThreshold } = settings;
  const metrics = new PrometheusMetrics(prefixOf(metricsNamespace, metricsSubsystem));
  metrics.set('queue_threshold_bytes', queueThreshold * 1_000_000);
  const server = await startMetricsServer({
    ...{ host: metricsHost, port: metricsPort },
    page: () => metrics.page(),
  });
  log.info('metrics offered', { port: server.port, path: '/metrics' });

  return {
    add: (name, n) => metrics.add(name, n),
    set: (name, value) => metrics.set(name, value),
    ran: seconds => metrics.ran(seconds),
    be: activity => metrics.be(activity),
    close: async () => {
      await server.close();
      await metrics.close();
    },
  };
}

/** As Python's client joins them: what is empty leaves no trace. */
function prefixOf(...parts: readonly string[]): string {
  return parts
    .filter(part => part !== '')
    .map(part => `${part}_`)
    .join('');
}
