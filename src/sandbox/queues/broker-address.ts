import { SandboxError } from '../../errors/index.js';
import type { BrokerCoordinates } from './connector-queues.js';

/**
 * Reads the URL of a RabbitMQ into what connectors are told.
 *
 * @throws SandboxError `SANDBOX_OPTION_INVALID`
 */
export function brokerCoordinates(url: string): BrokerCoordinates {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !['amqp:', 'amqps:'].includes(parsed.protocol) || parsed.hostname === '') {
    throw notAnAddress();
  }
  const useSsl = parsed.protocol === 'amqps:';

  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: Number(parsed.port) || (useSsl ? 5671 : 5672),
    vhost: decoded(parsed.pathname.slice(1)) || '/',
    useSsl,
    user: decoded(parsed.username) || 'guest',
    pass: decoded(parsed.password) || 'guest',
  };
}

/** The broker as errors and logs name it: without user or password. */
export function brokerName({ host, port, vhost }: BrokerCoordinates): string {
  return vhost === '/' ? `${host}:${port}` : `${host}:${port}, vhost ${vhost}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notAnAddress();
  }
}

function notAnAddress(): SandboxError {
  return new SandboxError('SANDBOX_OPTION_INVALID', {
    option: 'amqp',
    reason: 'is not a URL like amqp://user:password@host:5672/vhost',
  });
}
