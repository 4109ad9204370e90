import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../../errors/index.js';

/** pycti's server answers at any path; Prometheus asks at the first of these. */
const PATHS: readonly string[] = ['/metrics', '/'];
/** Whoever scrapes is one or two; more connections than these are somebody else's. */
const MOST_CONNECTIONS = 64;
const MOST_HEADER_BYTES = 16 * 1_024;
const PATIENCE_MS = 10_000;

/** Where numbers are offered, and how they are got. */
export interface MetricsServerOptions {
  /** Undefined for every address of the machine. */
  readonly host: string | undefined;
  /** 0 for a free one. */
  readonly port: number;
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>;
}

/** A server that listens. */
export interface MetricsServer {
  readonly port: number;
  /** Stops listening and ends every connection. Harmless twice. */
  close(): Promise<void>;
}

/**
 * Offers numbers over HTTP, without access control: they hold no data and no secrets.
 *
 * @throws ConfigError `CONFIG_METRICS_PORT`
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const limits = {
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: PATIENCE_MS,
    requestTimeout: PATIENCE_MS,
  };
  const server = createServer(limits, (request, response) => {
    void answer(request, response, options);
  });
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, options);

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  { page }: MetricsServerOptions,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  if (!PATHS.includes(url.split('?', 1)[0] ?? '')) {
    response.writeHead(404).end();
    return;
  }

  try {
    const { type, text } = await page();
    response.writeHead(200, { 'content-type': type }).end(method === 'HEAD' ? undefined : text);
  } catch {
    response.writeHead(500).end();
  }
}

function listen(server: Server, { host, port }: MetricsServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const facts = { port, reason: cause.code ?? cause.message };
      reject(new ConfigError('CONFIG_METRICS_PORT', facts, { cause }));
    });
    server.listen({ port, host }, resolve);
  });
}
