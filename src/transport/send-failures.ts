import { TransportError } from '../errors/index.js';
import { brokerName, type AmqpOptions } from './amqp-options.js';
import type { Failure } from './delivery.js';
import type { Outage } from './outage.js';

/** No queue is bound for these messages. */
export function unroutable(options: AmqpOptions): Failure {
  const { exchange, routingKey } = options;
  const broker = brokerName(options);

  return confirmed =>
    new TransportError('TRANSPORT_UNROUTABLE', { broker, exchange, routingKey, confirmed });
}

/** The broker takes no message of this size. */
export function tooLarge(id: string, bytes: number, maxBytes: number): Failure {
  return confirmed =>
    new TransportError('TRANSPORT_MESSAGE_TOO_LARGE', { id, bytes, maxBytes, confirmed });
}

/** The broker stayed away for too long. */
export function unreachable(options: AmqpOptions, outage: Outage): Failure {
  const { attempts, seconds, reason } = outage;
  const broker = brokerName(options);

  return confirmed =>
    new TransportError('TRANSPORT_UNREACHABLE', { broker, attempts, seconds, reason, confirmed });
}

/** The broker refused messages too often. */
export function nacked(options: AmqpOptions, outage: Outage): Failure {
  const { attempts, seconds } = outage;
  const broker = brokerName(options);

  return confirmed =>
    new TransportError('TRANSPORT_NACKED', { broker, attempts, seconds, confirmed });
}
