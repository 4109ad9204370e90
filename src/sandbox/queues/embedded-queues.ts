import { createHash } from 'node:crypto';
import { SandboxError } from '../../errors/index.js';
import { AmqpEndpoint } from '../amqp/amqp-endpoint.js';
import { Broker, VHOST } from '../amqp/broker/broker.js';
import type { MessageQueue } from '../amqp/broker/message-queue.js';
import { PERSISTENT } from '../amqp/wire/content-header.js';
import type { FieldTable, FieldValue } from '../amqp/wire/field-table.js';
import type { CallbackPoster } from './callback-poster.js';
import { CallbackReaders } from './callback-readers.js';
import type {
  BrokerCoordinates,
  ConnectorQueues,
  QueueConsumer,
  QueueDepth,
  QueuedMessage,
  QueueOwner,
  UnsavedMessages,
} from './connector-queues.js';
import { PushReaders } from './push-readers.js';
import { CONNECTOR_EXCHANGE, queueNames, WORKER_EXCHANGE } from './queue-names.js';

/** Quiet time after which objects that wait for others are given up, while anyone may still send them. */
const GRACE_MS = 1_000;

/** Held before publishers have to wait, in bytes. */
const MAX_HELD_BYTES = 512 * 1024 * 1024;

const EXCHANGE = {
  type: 'direct',
  durable: true,
  autoDelete: false,
  internal: false,
  arguments: new Map<string, FieldValue>(),
} as const;

/** How {@link EmbeddedQueues} are opened. */
export interface EmbeddedQueueOptions {
  /** Address and port to listen on; port 0 lets the system choose. */
  readonly host: string;
  readonly port: number;
  /** The sandbox's token, of which the password is made. */
  readonly token: string;
  /** Plays the workers too; otherwise somebody else consumes the push queues. */
  readonly consume: boolean;
  readonly consumer: QueueConsumer;
  /** Posts to the connectors that listen over HTTP. */
  readonly poster: CallbackPoster;
  /** Largest body of a message, in bytes. */
  readonly maxMessageBytes: number;
}

/**
 * Queues in memory that connectors reach over AMQP, as they reach those of a RabbitMQ, and over HTTP:
 * both end in the same queues.
 */
export class EmbeddedQueues implements ConnectorQueues {
  readonly broker: BrokerCoordinates;
  readonly #owners = new Set<string>();
  readonly #push: PushReaders;
  readonly #callbacks: CallbackReaders;
  #isPaused: boolean;
  #graceTimer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly options: EmbeddedQueueOptions,
    private readonly memory: Broker,
    private readonly endpoint: AmqpEndpoint,
  ) {
    const { user, pass } = credentialsOf(options.token);
    const { host } = options;
    const port = endpoint.port;
    this.broker = { host: reachable(host), port, vhost: VHOST, useSsl: false, user, pass };
    this.#isPaused = !options.consume;
    this.#callbacks = new CallbackReaders(memory, options.poster);
    this.#push = new PushReaders(memory, {
      handle: message => this.#handle(message),
      settled: () => this.#settle(),
    });
  }

  /**
   * Opens the endpoint.
   *
   * @throws SandboxError `SANDBOX_LISTEN_FAILED`
   */
  static async open(options: EmbeddedQueueOptions): Promise<EmbeddedQueues> {
    const { host, port, maxMessageBytes, token } = options;
    const broker = new Broker(MAX_HELD_BYTES);
    const credentials = credentialsOf(token);
    try {
      const endpoint = await AmqpEndpoint.open({
        broker,
        host,
        port,
        credentials,
        maxMessageBytes,
      });
      return new EmbeddedQueues(options, broker, endpoint);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new SandboxError('SANDBOX_LISTEN_FAILED', { host, port, reason }, { cause });
    }
  }

  async declare(owner: QueueOwner): Promise<void> {
    const { push, pushRouting, listen, listenRouting } = queueNames(owner.id);
    this.memory.declareExchange(CONNECTOR_EXCHANGE, EXCHANGE);
    this.memory.declareExchange(WORKER_EXCHANGE, EXCHANGE);
    const [listenQueue, pushQueue] = [this.#queue(listen, owner), this.#queue(push, owner)];
    this.memory.exchange(CONNECTOR_EXCHANGE).bind(listenQueue, listenRouting);
    this.memory.exchange(WORKER_EXCHANGE).bind(pushQueue, pushRouting);
    this.#owners.add(owner.id);
    if (!this.#isPaused) this.#push.read(owner.id);
    // To post messages is a worker's part too.
    if (this.options.consume) this.#callbacks.follow(owner);
  }

  async publish({ connectorId, body }: QueuedMessage): Promise<void> {
    this.#send(WORKER_EXCHANGE, queueNames(connectorId).pushRouting, body);
  }

  async ask({ connectorId, body }: QueuedMessage): Promise<void> {
    this.#send(CONNECTOR_EXCHANGE, queueNames(connectorId).listenRouting, body);
  }

  async depth(
    connectorId: string,
    { withListen }: { readonly withListen: boolean },
  ): Promise<QueueDepth> {
    const [push, ...others] = this.#queuesOf(connectorId);
    const queues = [...(push ? [push] : []), ...(withListen ? others : [])];

    return {
      messages: queues.reduce((sum, { waiting, unsettled }) => sum + waiting + unsettled, 0),
      bytes: queues.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  async purge(connectorId: string): Promise<void> {
    for (const queue of this.#queuesOf(connectorId)) queue.purge();
  }

  async remove(connectorId: string): Promise<void> {
    this.#owners.delete(connectorId);
    this.#callbacks.stop(connectorId);
    for (const queue of this.#queuesOf(connectorId)) this.memory.removeQueue(queue);
  }

  async pause(): Promise<void> {
    this.#isPaused = true;
    await this.#push.stop();
  }

  async resume(): Promise<void> {
    this.#isPaused = false;
    for (const id of this.#owners) this.#push.read(id);
  }

  async isIdle(): Promise<boolean> {
    const queues = [...this.#owners].map(id => this.memory.findQueue(queueNames(id).push));

    return (
      this.#push.isIdle &&
      queues.every(queue => !queue || (queue.waiting === 0 && queue.unsettled === 0))
    );
  }

  unsaved(): UnsavedMessages {
    const ids = [...this.#owners];

    return {
      push: ids.flatMap(id => this.#messages(id, queueNames(id).push)),
      listen: ids.flatMap(id => this.#messages(id, queueNames(id).listen)),
    };
  }

  async close(): Promise<void> {
    this.#isPaused = true;
    clearTimeout(this.#graceTimer);
    this.#callbacks.close();
    await Promise.all([this.#push.stop(), this.endpoint.close()]);
    clearTimeout(this.#graceTimer);
  }

  /** A connector that registers under another name keeps its queues: they have the old arguments. */
  #queue(name: string, owner: QueueOwner): MessageQueue {
    const options = { durable: true, autoDelete: false, owner: undefined };

    return (
      this.memory.findQueue(name) ??
      this.memory.addQueue(name, { ...options, arguments: argumentsOf(owner) })
    );
  }

  /** The push queue, then the listen queue, as far as they are there. */
  #queuesOf(connectorId: string): readonly MessageQueue[] {
    const { push, listen } = queueNames(connectorId);

    return [push, listen].flatMap(name => this.memory.findQueue(name) ?? []);
  }

  #messages(connectorId: string, queue: string): readonly QueuedMessage[] {
    const messages = this.memory.findQueue(queue)?.messages() ?? [];

    return messages.map(({ body }) => ({ connectorId, body }));
  }

  #send(exchange: string, routingKey: string, body: Buffer): void {
    this.memory.declareExchange(exchange, EXCHANGE);
    this.memory.publish({ exchange, routingKey, body, properties: PERSISTENT });
  }

  #handle(message: QueuedMessage): Promise<void> {
    clearTimeout(this.#graceTimer);

    return this.options.consumer.handle(message);
  }

  /** What is missing may be on its way, as long as somebody is connected who may send it. */
  #settle(): void {
    clearTimeout(this.#graceTimer);
    const { consumer } = this.options;
    if (this.endpoint.connectionCount === 0) consumer.drained();
    else this.#graceTimer = setTimeout(() => consumer.drained(), GRACE_MS).unref();
  }
}

/** What the platform declares a connector's queues with. @see OpenCTI `registerConnectorQueues` */
function argumentsOf({ id, name, type, scope }: QueueOwner): FieldTable {
  const config = new Map<string, FieldValue>([
    ['id', id],
    ['type', type],
    ['scope', [...scope]],
  ]);

  return new Map<string, FieldValue>([
    ['name', name],
    ['config', config],
    ['x-queue-type', 'classic'],
  ]);
}

/** The same for the same token, so that connectors find back to a sandbox that was started anew. */
function credentialsOf(token: string): { readonly user: string; readonly pass: string } {
  const pass = createHash('sha256').update(`amqp ${token}`).digest('hex');

  return { user: 'opencti', pass };
}

/** Nobody can connect to the address that means all addresses. */
function reachable(host: string): string {
  return ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
}
