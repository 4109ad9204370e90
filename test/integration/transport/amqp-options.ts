import type { FakeClock } from '../../../src/testing/index.js';
import { Secret } from '../../../src/config/index.js';
import type { AmqpOptions } from '../../../src/transport/index.js';
import type { PushQueue } from '../../rabbitmq/push-queue.js';

/** Pause between tries to connect, on the clock of the test. */
const PAUSE_MS = 10;

/** Options of an outbox that publishes to a test's own queue. */
export function amqpOptions(
  url: string,
  { exchange, routingKey }: Pick<PushQueue, 'exchange' | 'routingKey'>,
  differences: Partial<AmqpOptions> = {},
): AmqpOptions {
  const { hostname, port, username, password, pathname } = new URL(url);

  return {
    host: hostname,
    port: Number(port || 5672),
    vhost: decodeURIComponent(pathname.slice(1)) || '/',
    user: decodeURIComponent(username),
    pass: new Secret(decodeURIComponent(password)),
    useSsl: false,
    exchange,
    routingKey,
    reconnect: { firstMs: PAUSE_MS, longestMs: PAUSE_MS, random: () => 1 },
    ...differences,
  };
}

/** Lets every pause between tries pass at once, until the task is over. Other timers stand still. */
export async function skippingPauses<T>(clock: FakeClock, task: Promise<T>): Promise<T> {
  let isOver = false;
  const over = (): void => void (isOver = true);
  task.then(over, over);

  while (!isOver) {
    const { nextInMs } = clock;
    if (nextInMs !== undefined && nextInMs <= PAUSE_MS) await clock.advance(nextInMs);
    await new Promise(resolve => setImmediate(resolve));
  }

  return task;
}
