import type { BackOffOptions } from '../http/index.js';
import type { Secret } from '../config/index.js';
import type { WindowLimits } from './publish-window.js';

/** A value that prints as `[secret]`. */
export type Revealable = Pick<Secret, 'reveal'>;

/** Where the broker is, who logs in, and how TLS is checked. */
export interface BrokerCoordinates {
  readonly host: string;
  readonly port: number;
  /** Virtual host, not URL-encoded: `/` is RabbitMQ's default one. */
  readonly vhost: string;
  readonly user: string;
  readonly pass: Revealable;
  /** Whether the connection is TLS. */
  readonly useSsl: boolean;
  /** Authorities trusted besides those of Node: path of a PEM file, or PEM text. */
  readonly ca?: string;
  /** Certificate of this client: path of a PEM file, or PEM text. */
  readonly cert?: string;
  /** Private key of this client: path of a PEM file, or PEM text. */
  readonly key?: string | Revealable;
  /** Passphrase of the private key. */
  readonly passphrase?: string | Revealable;
  /** Whether a broker whose certificate is not trusted is refused. Default true. */
  readonly rejectUnauthorized?: boolean;
}

/** How long a broker that is away, or refuses everything, is waited for. */
export interface ReconnectPolicy extends BackOffOptions {
  /** Milliseconds without any progress after which sends fail. Default 300,000 (5 minutes). */
  readonly deadlineMs?: number;
  /** Tries without any progress after which sends fail. Default: only the deadline counts. */
  readonly maxAttempts?: number;
}

/** What an AMQP outbox is made from. */
export interface AmqpOptions extends BrokerCoordinates {
  /** Exchange to publish to: the registration's `pushExchange`. It is never declared. */
  readonly exchange: string;
  /** Routing key: the registration's `pushRouting`. It is never bound. */
  readonly routingKey: string;
  /** Seconds between heartbeats; a dead connection is seen after two. Default 10. */
  readonly heartbeatSeconds?: number;
  /** How much may be unconfirmed. Default {@link DEFAULT_WINDOW}. */
  readonly window?: Partial<WindowLimits>;
  /** Default: doubling pauses from 0.5 s to 30 s, for 5 minutes. */
  readonly reconnect?: ReconnectPolicy;
  /** Milliseconds for one attempt to connect and log in. Default 30,000. */
  readonly connectTimeoutMs?: number;
}

/**
 * Measured on one machine, RabbitMQ takes no more per second above 100 messages; 500 leave room for
 * the way to a distant broker. The bytes bound the memory that large messages take.
 */
export const DEFAULT_WINDOW: WindowLimits = { messages: 500, bytes: 32 * 1024 * 1024 };

/** The broker as people name it, without credentials: `amqps://host:port/vhost`. */
export function brokerName({ host, port, vhost, useSsl }: BrokerCoordinates): string {
  const name = host.includes(':') ? `[${host}]` : host;
  const path = vhost === '/' ? '' : encodeURIComponent(vhost);

  return `${useSsl ? 'amqps' : 'amqp'}://${name}:${port}/${path}`;
}
