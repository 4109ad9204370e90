import { join } from 'node:path';
import { SandboxError } from '../errors/index.js';
import { SandboxEvents } from './controls/sandbox-events.js';
import { DataFolder } from './data/data-folder.js';
import { restoreSnapshot, takeSnapshot } from './data/platform-snapshot.js';
import { FolderContents } from './files/folder-contents.js';
import { MemoryContents } from './files/memory-contents.js';
import { Journal } from './journal.js';
import { addBuiltInMarkings } from './knowledge/built-in-markings.js';
import { Platform } from './platform.js';
import { CallbackPoster } from './queues/callback-poster.js';
import type { ConnectorQueues, QueueOwner } from './queues/connector-queues.js';
import { MemoryQueues } from './queues/memory-queues.js';
import { DEAD_LETTERS } from './queues/queue-names.js';
import type { ResolvedOptions } from './sandbox-options.js';
import { Worker } from './worker/worker.js';

/** The platform's own part of the topology: a pair of queues like that of a connector. */
const DEAD_LETTER_OWNER: QueueOwner = {
  id: DEAD_LETTERS,
  name: 'Too large bundle',
  type: 'internal',
  scope: [],
  listenCallbackUri: null,
};

/** The platform without its HTTP side: what it holds, the queues, the worker, and what is kept on disk. */
export class SandboxCore {
  readonly events = new SandboxEvents();
  readonly journal: Journal;
  readonly state: Platform;
  #queues: ConnectorQueues | undefined;
  #data: DataFolder | undefined;
  readonly #worker: Worker;

  private constructor(private readonly options: ResolvedOptions) {
    const { data, now } = options;
    this.journal = new Journal(now, entry => this.events.emit('journal', () => entry));
    this.state = new Platform({
      options,
      contents: data === undefined ? new MemoryContents() : new FolderContents(join(data, 'files')),
      events: this.events,
      journal: this.journal,
      queues: () => this.queues,
      touched: () => this.#data?.touch(),
    });
    this.#worker = new Worker({
      ...this.state.forWorker(),
      journal: this.journal,
      received: ({ connectorId, body }) => this.state.messages.add('in', connectorId, body),
      republish: message => this.queues.publish(message),
      settled: () => this.#settle(),
      maxReferences: options.maxReferences,
      giveUp: body => this.#giveUp(body),
    });
  }

  /**
   * Reads what was kept, and opens the queues.
   *
   * @throws SandboxError `SANDBOX_DATA_UNUSABLE`, `SANDBOX_DATA_CORRUPT`, `SANDBOX_LOAD_FAILED`,
   * `SANDBOX_OPTION_INVALID`, `SANDBOX_BROKER_UNREACHABLE`
   */
  static async open(options: ResolvedOptions): Promise<SandboxCore> {
    const core = new SandboxCore(options);
    try {
      await core.#open();
    } catch (error) {
      await core.close();
      throw error;
    }

    return core;
  }

  /** The queues. */
  get queues(): ConnectorQueues {
    if (!this.#queues) throw new SandboxError('SANDBOX_STOPPED', { what: 'its queues were open' });

    return this.#queues;
  }

  /** Whether nothing waits: no message, no object, no work, no step of a playbook. */
  async isIdle(): Promise<boolean> {
    const isQuiet = (): boolean => this.#worker.waiting === 0 && this.state.isAnswered;

    return isQuiet() && (await this.queues.isIdle()) && isQuiet();
  }

  /**
   * Takes in a bundle, or the file that holds one, without an event.
   *
   * @throws SandboxError `SANDBOX_LOAD_FAILED`
   */
  async load(source: NonNullable<ResolvedOptions['load']>): Promise<void> {
    // Loaded only by those who have something to load.
    const { loadBundle } = await import('./load/load-bundle.js');
    const { knowledge, now } = this.state;

    await loadBundle(source, { knowledge, now, journal: this.journal });
  }

  /** Releases everything; what is kept is on disk when it resolves. */
  async close(): Promise<void> {
    this.state.stream.close();
    await this.#queues?.close();
    this.#worker.drained();
    await this.#data?.flush();
    this.events.stop();
  }

  async #open(): Promise<void> {
    const { data, load, streams, now } = this.options;
    const folder = data === undefined ? undefined : await this.#openData(data);
    const kept = await folder?.read();
    if (kept) restoreSnapshot(kept, this.state);
    addBuiltInMarkings(this.state.knowledge, now().toISOString());
    for (const stream of streams) this.state.collections.put(stream);
    if (load !== undefined) await this.load(load);

    this.#queues = await this.#openQueues();
    for (const connector of this.state.connectors.all()) await this.#queues.declare(connector);
    for (const message of kept?.messages ?? []) await this.#queues.publish(message);
    for (const message of kept?.asks ?? []) await this.#queues.ask(message);

    // Not before: what could not be opened must not overwrite what was kept.
    this.#data = folder;
    folder?.touch();
  }

  #openData(folder: string): Promise<DataFolder> {
    return DataFolder.open(
      folder,
      () => takeSnapshot(this.state, this.#queues?.unsaved() ?? { push: [], listen: [] }),
      reason => this.journal.note('data not written', { folder, reason }),
    );
  }

  async #openQueues(): Promise<ConnectorQueues> {
    const { amqp, queues, consume } = this.options;
    const note = (message: string, facts: Readonly<Record<string, unknown>>): void =>
      this.journal.note(message, facts);
    const authorizationOf = (connectorId: string): string => this.state.callbackToken(connectorId);
    const poster = new CallbackPoster({ authorizationOf, note });
    if (amqp === undefined && queues === 'http') {
      return new MemoryQueues(this.#worker, { consume, poster });
    }
    if (amqp === undefined) return this.#openEmbedded(poster);
    // Loaded only by those who have a broker.
    const { RabbitQueues } = await import('./queues/rabbit-queues.js');

    return RabbitQueues.connect({
      url: amqp,
      consume,
      consumer: this.#worker,
      poster,
      settled: () => this.#settle(),
      note,
    });
  }

  /** Declared when it is needed: few sandboxes ever give something up. */
  async #giveUp(body: Buffer): Promise<void> {
    await this.queues.declare(DEAD_LETTER_OWNER);
    await this.queues.ask({ connectorId: DEAD_LETTERS, body });
  }

  async #openEmbedded(poster: CallbackPoster): Promise<ConnectorQueues> {
    // Loaded here, so that importing the sandbox costs nothing to those who don't start one.
    const { EmbeddedQueues } = await import('./queues/embedded-queues.js');
    const { host, amqpPort: port, token, consume, maxMessageBytes } = this.options;
    const consumer = this.#worker;

    return EmbeddedQueues.open({ host, port, token, consume, consumer, poster, maxMessageBytes });
  }

  #settle(): void {
    this.#data?.touch();
    this.events.emit('settled', () => this.#worker.waiting);
  }
}
