import { TransportError } from '../errors/index.js';
import { brokerName } from './amqp-options.js';
import { judgeConnecting } from './broker-failure.js';
import type { ConsumerOptions } from './consumer-session.js';
import type { Outage } from './outage.js';
import { thrownFacts } from './thrown-facts.js';

/** Why a queue is not consumed: a reason to try again, or an error that trying won't mend. */
export type ListenVerdict =
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'refused'; readonly failure: TransportError };

/** Judges why a session could not be opened, or ended. */
export function judgeListening(error: unknown, options: ConsumerOptions): ListenVerdict {
  const text = thrownFacts(error).reason;
  const answer = /^(?:Operation failed: BasicConsume; |Channel closed by server: )(\d+) .*/.exec(
    text,
  );
  if (!answer) return judgeConnection(error, options);

  const { queue, user } = options;
  const broker = brokerName(options);
  if (answer[1] === '404') return { kind: 'lost', reason: `it has no queue ${queue}` };
  if (answer[1] !== '403') return { kind: 'lost', reason: text };

  const facts = { broker, queue, user };
  const failure = new TransportError('TRANSPORT_LISTEN_REFUSED', facts, { cause: error });
  return { kind: 'refused', failure };
}

/** The broker, or the queue on it, stayed away for too long. */
export function unlistenable(options: ConsumerOptions, outage: Outage): TransportError {
  const { attempts, seconds, reason } = outage;
  const { queue } = options;
  const broker = brokerName(options);

  return new TransportError('TRANSPORT_LISTEN_FAILED', {
    broker,
    queue,
    attempts,
    seconds,
    reason,
  });
}

function judgeConnection(error: unknown, options: ConsumerOptions): ListenVerdict {
  const verdict = judgeConnecting(error, { ...options, exchange: '', routingKey: '' });
  if (verdict.kind === 'lost') return verdict;

  return { kind: 'refused', failure: verdict.failure(0) };
}
