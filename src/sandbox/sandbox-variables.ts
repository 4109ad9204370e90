import type { ResolvedOptions } from './sandbox-options.js';

/** What a connector needs beside the token. Without AMQP it has to push and listen over HTTP. */
export function variablesOf(
  url: string,
  { amqp, queues }: ResolvedOptions,
): Readonly<Record<string, string>> {
  if (amqp !== undefined || queues === 'embedded') return { OPENCTI_URL: url };

  return {
    OPENCTI_URL: url,
    CONNECTOR_QUEUE_PROTOCOL: 'api',
    CONNECTOR_LISTEN_PROTOCOL: 'API',
  };
}
