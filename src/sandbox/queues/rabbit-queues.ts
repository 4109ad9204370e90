import type { ChannelModel } from 'amqplib';
import { brokerCoordinates, brokerName } from './broker-address.js';
import { CallbackConsumers } from './callback-consumers.js';
import type { CallbackPoster } from './callback-poster.js';
import type {
  BrokerCoordinates,
  ConnectorQueues,
  QueueConsumer,
  QueueDepth,
  QueuedMessage,
  QueueOwner,
  UnsavedMessages,
} from './connector-queues.js';
import { declareQueues } from './declare-queues.js';
import { MeanSize } from './mean-size.js';
import { PushConsumer } from './push-consumer.js';
import { CONNECTOR_EXCHANGE, queueNames, WORKER_EXCHANGE } from './queue-names.js';
import { onChannelOf, RabbitSession } from './rabbit-session.js';

/** Quiet time after which objects that wait for others are given up. */
const GRACE_MS = 1_000;

/** What {@link RabbitQueues} needs. */
export interface RabbitOptions {
  readonly url: string;
  /** Plays the workers too; otherwise somebody else consumes the push queues. */
  readonly consume: boolean;
  readonly consumer: QueueConsumer;
  /** Posts to the connectors that listen over HTTP. */
  readonly poster: CallbackPoster;
  /** Told when nothing delivered is left to deal with. */
  readonly settled: () => void;
  /** Told what people should know: the broker went away or came back. */
  readonly note: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * The queues on a real RabbitMQ, declared as the platform declares them. A broker that goes away is
 * waited for; what was declared is declared again.
 */
export class RabbitQueues implements ConnectorQueues {
  readonly broker: BrokerCoordinates;
  readonly #owners = new Map<string, QueueOwner>();
  readonly #consumers = new Map<string, Promise<PushConsumer>>();
  readonly #sizes = new MeanSize();
  readonly #callbacks: CallbackConsumers;
  #isPaused: boolean;
  #graceTimer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly options: RabbitOptions,
    private readonly session: () => RabbitSession,
  ) {
    this.broker = brokerCoordinates(options.url);
    this.#isPaused = !options.consume;
    this.#callbacks = new CallbackConsumers(options.poster);
  }

  /**
   * Connects.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID`, `SANDBOX_BROKER_UNREACHABLE`
   */
  static async connect(options: RabbitOptions): Promise<RabbitQueues> {
    const queues = new RabbitQueues(options, () => session);
    const session = await RabbitSession.open(options.url, {
      lost: () => queues.#lose(),
      restored: connection => queues.#restore(connection),
    });

    return queues;
  }

  async declare(owner: QueueOwner): Promise<void> {
    this.#owners.set(owner.id, owner);
    await this.session().onChannel(channel => declareQueues(channel, owner));
    await this.#consume(await this.session().connection(), owner.id);
    await this.#follow(await this.session().connection(), owner);
  }

  async publish({ connectorId, body }: QueuedMessage): Promise<void> {
    await this.session().publish(WORKER_EXCHANGE, queueNames(connectorId).pushRouting, body);
  }

  async ask({ connectorId, body }: QueuedMessage): Promise<void> {
    await this.session().publish(CONNECTOR_EXCHANGE, queueNames(connectorId).listenRouting, body);
  }

  async depth(
    connectorId: string,
    { withListen }: { readonly withListen: boolean },
  ): Promise<QueueDepth> {
    const { push, listen } = queueNames(connectorId);
    const names = withListen ? [push, listen] : [push];
    try {
      const counts = await this.session().onChannel(channel =>
        Promise.all(names.map(name => channel.checkQueue(name))),
      );
      const messages = counts.reduce((sum, { messageCount }) => sum + messageCount, 0);
      return { messages, bytes: Math.round(messages * this.#sizes.of(connectorId)) };
    } catch {
      // As the platform: what can't be measured is zero.
      return { messages: 0, bytes: 0 };
    }
  }

  async purge(connectorId: string): Promise<void> {
    const { push, listen } = queueNames(connectorId);
    await this.session().onChannel(async channel => {
      await channel.purgeQueue(push);
      await channel.purgeQueue(listen);
    });
  }

  async remove(connectorId: string): Promise<void> {
    const { push, listen } = queueNames(connectorId);
    this.#owners.delete(connectorId);
    await this.#stop(connectorId);
    await this.#callbacks.stop(connectorId);
    await this.session().onChannel(async channel => {
      await channel.deleteQueue(push);
      await channel.deleteQueue(listen);
    });
  }

  async pause(): Promise<void> {
    this.#isPaused = true;
    await this.#stopAll();
  }

  async resume(): Promise<void> {
    this.#isPaused = false;
    const connection = await this.session().connection();
    for (const id of this.#owners.keys()) await this.#consume(connection, id);
  }

  async isIdle(): Promise<boolean> {
    for (const id of this.#owners.keys()) {
      const consumer = this.#consumers.get(id);
      const isIdle = consumer
        ? await consumer.then(one => one.isIdle()).catch(() => false)
        : (await this.depth(id, { withListen: false })).messages === 0;
      if (!isIdle) return false;
    }

    return true;
  }

  unsaved(): UnsavedMessages {
    return { push: [], listen: [] };
  }

  async close(): Promise<void> {
    clearTimeout(this.#graceTimer);
    this.#isPaused = true;
    this.session().release();
    await this.#stopAll();
    await this.#callbacks.close();
    clearTimeout(this.#graceTimer);
    await this.session().close();
  }

  async #consume(connection: ChannelModel, connectorId: string): Promise<void> {
    if (this.#isPaused || this.#consumers.has(connectorId)) return;
    const started = PushConsumer.start(connection, connectorId, {
      handle: message => this.#handle(message),
      settled: () => {
        this.#waitForMore();
        this.options.settled();
      },
      ended: () => {
        if (this.#consumers.get(connectorId) === started) this.#consumers.delete(connectorId);
      },
    });
    this.#consumers.set(connectorId, started);
    started.catch(() => this.#consumers.delete(connectorId));
    await started;
  }

  /** To post messages is a worker's part too. */
  async #follow(connection: ChannelModel, owner: QueueOwner): Promise<void> {
    if (this.options.consume) await this.#callbacks.follow(connection, owner);
  }

  #handle(message: QueuedMessage): Promise<void> {
    clearTimeout(this.#graceTimer);
    this.#sizes.add(message.connectorId, message.body.length);

    return this.options.consumer.handle(message);
  }

  #waitForMore(): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(() => this.options.consumer.drained(), GRACE_MS).unref();
  }

  async #stop(connectorId: string): Promise<void> {
    const consumer = this.#consumers.get(connectorId);
    this.#consumers.delete(connectorId);
    await consumer?.then(one => one.stop()).catch(() => {});
  }

  async #stopAll(): Promise<void> {
    await Promise.all([...this.#consumers.keys()].map(id => this.#stop(id)));
  }

  #lose(): void {
    this.#consumers.clear();
    this.#callbacks.lose();
    this.options.note('broker connection lost', { broker: brokerName(this.broker) });
  }

  async #restore(connection: ChannelModel): Promise<void> {
    for (const owner of this.#owners.values()) {
      await onChannelOf(connection, channel => declareQueues(channel, owner));
      await this.#consume(connection, owner.id);
      await this.#follow(connection, owner);
    }
    this.options.note('broker connection restored', { broker: brokerName(this.broker) });
  }
}
