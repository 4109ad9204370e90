import 'reflect-metadata';
import { createRequire } from 'node:module';
import { medianRates, resultOf } from './rates.mjs';
import { RawPublisher } from './send/raw-publisher.mjs';
import { sampleBundles } from './send/sample-bundles.mjs';
import { TestQueue } from './send/test-queue.mjs';

const require = createRequire(import.meta.url);
const { openAmqpOutbox } = require('../dist/transport/index.js');
const { DEFAULT_WINDOW } = require('../dist/transport/amqp-options.js');
const { pushMessages } = require('../dist/transport/push-message.js');
const { SystemClock } = require('../dist/runtime/clock.js');
const { startRabbitMq } = require('../test/rabbitmq/rabbitmq.cjs');

const ENVELOPE = {
  applicantId: '88ec0c6a-13ce-5e39-b486-354fe4a7084f',
  workId: 'work_b0000000-0000-4000-8000-0000000000aa_00000001',
};

/** Messages per second of the AMQP outbox, and of amqplib alone with the same bytes and window. */
export const benches = [10_000, 50_000, 100_000].map(n => ({
  name: `send ${n / 1_000}k objects`,
  run: options => runSend(n, options),
}));

/**
 * @param {number} n messages of one round
 * @param {{ quick?: boolean, rounds?: number }} options quick: one tenth of the messages
 */
async function runSend(n, { quick = false, rounds = 5 } = {}) {
  const count = quick ? n / 10 : n;
  const broker = await startRabbitMq();
  const queue = await TestQueue.declare(broker.url);
  const outbox = openAmqpOutbox(amqpOptions(broker.url, queue), new SystemClock(), silentLog);
  const raw = await RawPublisher.open(broker.url, queue, DEFAULT_WINDOW.messages);

  try {
    const bundles = sampleBundles(count);
    const write = pushMessages(ENVELOPE);
    const bodies = bundles.map((bundle, index) => write(bundle, index + 1));
    const sides = {
      ours: () => outbox.send(bundles, ENVELOPE),
      limit: () => raw.publish(bodies),
    };
    const rates = await medianRates(sides, count, rounds, async name => {
      const arrived = await queue.purge();
      if (arrived !== count) throw new Error(`${name}: ${arrived} of ${count} messages arrived`);
    });

    return resultOf(`send ${n / 1_000}k objects`, count, rates);
  } finally {
    await Promise.all([outbox.close(), raw.close(), queue.remove()]);
    await broker.stop();
  }
}

function amqpOptions(url, { exchange, routingKey }) {
  const { hostname, port, username, password, pathname } = new URL(url);

  return {
    host: hostname,
    port: Number(port || 5672),
    vhost: decodeURIComponent(pathname.slice(1)) || '/',
    user: decodeURIComponent(username),
    pass: { reveal: () => decodeURIComponent(password) },
    useSsl: false,
    exchange,
    routingKey,
  };
}

const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
