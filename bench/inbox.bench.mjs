import 'reflect-metadata';
import { createRequire } from 'node:module';
import { BareExchange } from './inbox/bare-exchange.mjs';
import { BenchQueue } from './inbox/bench-queue.mjs';
import { WorkStub } from './inbox/work-stub.mjs';
import { medianRates, resultOf } from './rates.mjs';
import { sampleBundles } from './send/sample-bundles.mjs';

const require = createRequire(import.meta.url);
const { Secret } = require('../dist/config/index.js');
const { PlatformClient, Works } = require('../dist/platform/index.js');
const { SystemClock } = require('../dist/runtime/clock.js');
const { openAmqpInbox, openAmqpOutbox } = require('../dist/transport/index.js');
const { pushMessages } = require('../dist/transport/push-message.js');
const { startRabbitMq } = require('../test/rabbitmq/rabbitmq.cjs');

const APPLICANT = '88ec0c6a-13ce-5e39-b486-354fe4a7084f';

/**
 * Requests answered per second: taken from the queue, told to the work, one result published and
 * confirmed, told to the work, acknowledged. Ours with inbox, outbox and platform client; the limit
 * with amqplib and undici alone.
 */
export const benches = [1, 16].map(concurrency => ({
  name: `answer requests, ${concurrency} at a time`,
  run: options => runAnswers(concurrency, options),
}));

/** @param {{ quick?: boolean, rounds?: number }} options quick: one tenth of the requests */
async function runAnswers(concurrency, { quick = false, rounds = 5 } = {}) {
  const count = (concurrency === 1 ? 1_000 : 5_000) / (quick ? 10 : 1);
  const broker = await startRabbitMq();
  const stub = await WorkStub.start();
  const [listenOurs, listenBare, push] = await declareQueues(broker.url);
  const common = { url: broker.url, stub: stub.url, push, concurrency };
  const ours = await OurExchange.open({ ...common, listen: listenOurs });
  const bare = await BareExchange.open({ ...common, listen: listenBare, body: resultBody() });

  try {
    const sides = {
      ours: () => answerAll(ours, listenOurs, push, count),
      limit: () => answerAll(bare, listenBare, push, count),
    };

    return resultOf(
      `answer requests, ${concurrency} at a time`,
      count,
      await medianRates(sides, count, rounds),
    );
  } finally {
    await Promise.all([ours.close(), bare.close()]);
    await Promise.all([listenOurs, listenBare, push].map(queue => queue.remove()));
    await stub.stop();
    await broker.stop();
  }
}

function declareQueues(url) {
  return Promise.all(['ours', 'bare', 'push'].map(use => BenchQueue.declare(url, use)));
}

/** Sends so many requests and waits until each is answered; every result must have arrived. */
async function answerAll(exchange, listen, push, count) {
  const answered = new Promise(resolve => {
    let left = count;
    exchange.whenAnswered = () => {
      left -= 1;
      if (left === 0) resolve();
    };
  });
  for (let i = 0; i < count; i++) listen.send(requestBody(i));
  await answered;

  const results = await push.purge();
  if (results !== count) throw new Error(`${results} of ${count} results arrived`);
}

/** What a connector does with a request, with the parts of octiflow. */
class OurExchange {
  static async open({ url, stub, listen, push, concurrency }) {
    const clock = new SystemClock();
    const options = { url: stub, token: new Secret('token'), userAgent: 'bench' };
    const client = new PlatformClient(options, clock, silentLog);
    const outbox = openAmqpOutbox({ ...brokerOf(url), ...push.route }, clock, silentLog);
    const inbox = openAmqpInbox(
      { ...brokerOf(url), queue: listen.name, concurrency },
      clock,
      silentLog,
    );
    const exchange = new OurExchange(client, inbox, outbox);
    await inbox.start(message => exchange.answer(message));

    return exchange;
  }

  constructor(client, inbox, outbox) {
    const works = new Works(client, { generation: 6, multiPartWorks: false });
    Object.assign(this, { client, inbox, outbox, works, whenAnswered: () => undefined });
  }

  async answer({ body }) {
    const workId = body.internal.work_id;
    const work = this.works.of(workId);
    await work.received('taken up');
    await this.outbox.send(BUNDLES, { applicantId: APPLICANT, workId });
    await work.processed('done');
    this.whenAnswered();
  }

  async close() {
    await this.inbox.stop();
    await this.outbox.close();
    await this.client.close();
  }
}

const BUNDLES = sampleBundles(1);

function resultBody() {
  return pushMessages({ applicantId: APPLICANT, workId: workId(0) })(BUNDLES[0], 1);
}

function workId(i) {
  return `work_b0000000-0000-4000-8000-0000000000aa_${String(i).padStart(8, '0')}`;
}

function requestBody(i) {
  return JSON.stringify({
    internal: { work_id: workId(i), applicant_id: null, draft_id: null, mode: 'auto' },
    event: {
      event_type: 'INTERNAL_ENRICHMENT',
      entity_id: 'ipv4-addr--11a37b1e-8e5b-5c6e-9a5f-0b6ac9a8a1c2',
      entity_type: 'IPv4-Addr',
      stix_entity: JSON.stringify({
        type: 'ipv4-addr',
        value: '198.51.100.7',
        x_opencti_score: 50,
      }),
      stix_objects: null,
    },
  });
}

function brokerOf(url) {
  const { hostname, port, username, password, pathname } = new URL(url);

  return {
    host: hostname,
    port: Number(port || 5672),
    vhost: decodeURIComponent(pathname.slice(1)) || '/',
    user: decodeURIComponent(username),
    pass: new Secret(decodeURIComponent(password)),
    useSsl: false,
  };
}

const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
