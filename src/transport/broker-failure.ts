import { TransportError } from '../errors/index.js';
import { isCertificateCode, networkReason } from '../http/index.js';
import { brokerName, type AmqpOptions } from './amqp-options.js';
import type { Failure } from './delivery.js';

/** The broker is away; connecting again may help. */
interface Lost {
  readonly kind: 'lost';
  readonly reason: string;
}

/** The broker said no, and will say it again. */
interface Refused {
  readonly kind: 'refused';
  readonly failure: Failure;
}

/** One message is larger than the broker takes; the others may go on. */
export interface TooLarge {
  readonly kind: 'too-large';
  readonly bytes: number;
  readonly maxBytes: number;
  /** What happened, if no message has that size. */
  readonly otherwise: Failure;
}

/** What the end of a connection or its channel means for the messages. */
export type Verdict = Lost | Refused | TooLarge;

const NOT_FOUND = 404;
const ACCESS_REFUSED = 403;

/** A port that does not speak TLS, or not ours, or that refuses the certificate of this client. */
const HANDSHAKE_CODE = /^EPROTO$|^ERR_SSL_(?:WRONG_VERSION_NUMBER|\w+_ALERT_\w+)$/;

/** Judges why no connection could be made. */
export function judgeConnecting(error: unknown, options: AmqpOptions): Lost | Refused {
  const { code, message } = coded(error);
  const broker = brokerName(options);
  const { user } = options;
  const refused = (failure: Failure): Refused => ({ kind: 'refused', failure });
  const cause = { cause: error };

  if (error instanceof TransportError) return refused(() => error as TransportError);
  if (isCertificateCode(code) || HANDSHAKE_CODE.test(code)) {
    return refused(
      confirmed =>
        new TransportError('TRANSPORT_TLS_REFUSED', { broker, reason: message, confirmed }, cause),
    );
  }
  if (/^Handshake terminated by server: 403|^SASL mechanism/.test(message)) {
    return refused(
      confirmed =>
        new TransportError('TRANSPORT_LOGIN_REFUSED', { broker, user, confirmed }, cause),
    );
  }
  // amqplib does not tell the reason; at this step RabbitMQ only refuses the virtual host.
  if (message.startsWith('Expected ConnectionOpenOk; got <ConnectionClose')) {
    return refused(
      confirmed =>
        new TransportError('TRANSPORT_VHOST_REFUSED', { broker, user, confirmed }, cause),
    );
  }

  return { kind: 'lost', reason: networkReason(code) ?? message };
}

/** Judges why an open connection or its channel ended. */
export function judgeEnd(error: unknown, options: AmqpOptions): Verdict {
  const { code, message } = coded(error);
  if (!message.startsWith('Channel closed by server')) {
    return { kind: 'lost', reason: networkReason(code) ?? message };
  }
  const failure = channelFailure(Number(code), message, error, options);
  const size = /message size (\d+) is larger than (?:configured )?max size (\d+)/.exec(message);
  if (!size) return { kind: 'refused', failure };

  const [bytes, maxBytes] = [Number(size[1]), Number(size[2])];
  return { kind: 'too-large', bytes, maxBytes, otherwise: failure };
}

function channelFailure(
  code: number,
  reason: string,
  cause: unknown,
  options: AmqpOptions,
): Failure {
  const { exchange, user } = options;
  const broker = brokerName(options);
  const context = { cause };

  return confirmed => {
    if (code === NOT_FOUND) {
      const facts = { broker, exchange, confirmed };
      return new TransportError('TRANSPORT_EXCHANGE_MISSING', facts, context);
    }
    if (code === ACCESS_REFUSED) {
      const facts = { broker, exchange, user, confirmed };
      return new TransportError('TRANSPORT_ACCESS_REFUSED', facts, context);
    }

    return new TransportError('TRANSPORT_CHANNEL_CLOSED', { broker, reason, confirmed }, context);
  };
}

/** Read by shape: an error may come from another realm (a worker's VM), where `instanceof` fails. */
function coded(error: unknown): { readonly code: string; readonly message: string } {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  const name = typeof code === 'string' || typeof code === 'number' ? String(code) : '';

  return {
    code: name,
    message: typeof message === 'string' && message !== '' ? message : name || 'unknown failure',
  };
}
