import { TransportError } from '../errors/index.js';
import type { BrokerCoordinates, Revealable } from './amqp-options.js';

/** Where the platform says the broker is: `registration.config.connection`. */
export interface RegisteredBroker {
  readonly host: string;
  readonly port: number;
  readonly vhost: string;
  readonly user: string;
  readonly pass: Revealable;
  readonly useSsl: boolean;
}

/** What the operator says instead, each for itself: the `MQ_*` settings. Undefined leaves it. */
export interface BrokerOverrides {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly vhost?: string | undefined;
  readonly user?: string | undefined;
  readonly pass?: Revealable | undefined;
  readonly useSsl?: boolean | undefined;
  readonly useSslCa?: string | undefined;
  readonly useSslCert?: string | undefined;
  readonly useSslKey?: string | Revealable | undefined;
  readonly useSslPassphrase?: string | Revealable | undefined;
  /** Default true: unlike pycti, a broker that can't prove who it is gets nothing. */
  readonly useSslRejectUnauthorized?: boolean | undefined;
}

const HIGHEST_PORT = 65_535;

/**
 * The broker to connect to: what the platform sent at registration, with the operator's `MQ_*`
 * settings laid over it one by one.
 *
 * @throws TransportError `TRANSPORT_BROKER_INVALID` when there is no host, no usable port or no
 * virtual host
 * @see pycti `OpenCTIConnectorHelper.__init__`, where MQ_* override `connector_config`
 */
export function amqpSettings(
  registered: RegisteredBroker,
  local: BrokerOverrides = {},
): BrokerCoordinates {
  const { useSslCa: ca, useSslCert: cert, useSslKey: key, useSslPassphrase: passphrase } = local;

  return {
    host: text(local.host ?? registered.host, 'MQ_HOST'),
    port: port(local.port ?? registered.port),
    vhost: text(local.vhost ?? registered.vhost, 'MQ_VHOST'),
    user: local.user ?? registered.user,
    pass: local.pass ?? registered.pass,
    useSsl: local.useSsl ?? registered.useSsl,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
    rejectUnauthorized: local.useSslRejectUnauthorized ?? true,
  };
}

function text(value: unknown, setting: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new TransportError('TRANSPORT_BROKER_INVALID', { setting, reason: 'it is empty' });
}

function port(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  const isPort = Number.isInteger(number) && Number(number) >= 1 && Number(number) <= HIGHEST_PORT;
  if (isPort) return Number(number);

  const reason = `it is not a number from 1 to ${HIGHEST_PORT}`;
  throw new TransportError('TRANSPORT_BROKER_INVALID', { setting: 'MQ_PORT', reason });
}
