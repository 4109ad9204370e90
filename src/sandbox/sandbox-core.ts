import { SandboxError } from '../errors/index.js';
import { ConnectorRegistry } from './connectors/connector-registry.js';
import { SigningKey } from './connectors/signing-key.js';
import { SandboxEvents } from './controls/sandbox-events.js';
import { DataFolder } from './data/data-folder.js';
import type { Snapshot } from './data/snapshot.js';
import { Journal } from './journal.js';
import { addBuiltInMarkings } from './knowledge/built-in-markings.js';
import { Knowledge } from './knowledge/knowledge.js';
import type { PlatformState } from './operations/operation.js';
import type { ConnectorQueues, QueuedMessage } from './queues/connector-queues.js';
import { MemoryQueues } from './queues/memory-queues.js';
import type { ResolvedOptions } from './sandbox-options.js';
import { connectorView } from './views/connector-view.js';
import { workView } from './views/work-view.js';
import { Works } from './works/works.js';
import { Worker } from './worker/worker.js';

/** The platform without its HTTP side: what it holds, the queues, the worker, and what is kept on disk. */
export class SandboxCore {
  readonly events = new SandboxEvents();
  readonly journal: Journal;
  #queues: ConnectorQueues | undefined;
  #data: DataFolder | undefined;
  readonly #worker: Worker;
  readonly #connectors: ConnectorRegistry;
  readonly #works: Works;
  readonly #knowledge = new Knowledge(() => this.#data?.touch());
  readonly #signingKey = new SigningKey();

  private constructor(private readonly options: ResolvedOptions) {
    const { rules, now } = options;
    this.journal = new Journal(now, entry => this.events.emit('journal', () => entry));
    this.#connectors = new ConnectorRegistry(rules, now, connector => {
      this.#data?.touch();
      this.events.emit('connector', () => connectorView(connector, this.#connectors));
    });
    this.#works = new Works(rules, now, work => {
      this.#data?.touch();
      this.events.emit('work', () => workView(work, this.#works));
    });
    this.#worker = new Worker({
      knowledge: this.#knowledge,
      works: this.#works,
      journal: this.journal,
      now,
      republish: message => this.#publish(message),
      settled: () => this.#settle(),
    });
  }

  /**
   * Reads what was kept, and opens the queues.
   *
   * @throws SandboxError `SANDBOX_DATA_UNUSABLE`, `SANDBOX_DATA_CORRUPT`, `SANDBOX_OPTION_INVALID`,
   * `SANDBOX_BROKER_UNREACHABLE`
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

  /** Everything the operations read and change. */
  get state(): PlatformState {
    const { rules, version, now } = this.options;

    return {
      rules,
      version,
      now,
      connectors: this.#connectors,
      works: this.#works,
      knowledge: this.#knowledge,
      queues: this.queues,
      signingKey: this.#signingKey,
    };
  }

  /** The queues. */
  get queues(): ConnectorQueues {
    if (!this.#queues) throw new SandboxError('SANDBOX_STOPPED', { what: 'its queues were open' });

    return this.#queues;
  }

  /** Whether nothing waits: no message, no object, no work. */
  async isIdle(): Promise<boolean> {
    const isQuiet = (): boolean =>
      this.#worker.waiting === 0 && this.#works.all().every(({ status }) => status === 'complete');

    return isQuiet() && (await this.queues.isIdle()) && isQuiet();
  }

  /** Releases everything; what is kept is on disk when it resolves. */
  async close(): Promise<void> {
    await this.#queues?.close();
    this.#worker.drained();
    await this.#data?.flush();
    this.events.stop();
  }

  async #open(): Promise<void> {
    const { data, now } = this.options;
    const folder = data === undefined ? undefined : await this.#openData(data);
    const kept = await folder?.read();
    this.#connectors.restore(kept?.connectors ?? []);
    this.#works.restore(kept?.works ?? []);
    for (const stored of kept?.objects ?? []) this.#knowledge.put(stored);
    addBuiltInMarkings(this.#knowledge, now().toISOString());

    this.#queues = await this.#openQueues();
    for (const connector of this.#connectors.all()) await this.#queues.declare(connector);
    for (const message of kept?.messages ?? []) await this.#queues.publish(message);

    // Not before: what could not be opened must not overwrite what was kept.
    this.#data = folder;
    folder?.touch();
  }

  #openData(folder: string): Promise<DataFolder> {
    return DataFolder.open(
      folder,
      () => this.#snapshot(),
      reason => this.journal.note('data not written', { folder, reason }),
    );
  }

  async #openQueues(): Promise<ConnectorQueues> {
    const { amqp, consume } = this.options;
    if (amqp === undefined) return new MemoryQueues(this.#worker, { consume });
    // Loaded only by those who have a broker.
    const { RabbitQueues } = await import('./queues/rabbit-queues.js');

    return RabbitQueues.connect({
      url: amqp,
      consume,
      consumer: this.#worker,
      settled: () => this.#settle(),
      note: (message, facts) => this.journal.note(message, facts),
    });
  }

  async #publish(message: QueuedMessage): Promise<void> {
    await this.queues.publish(message);
  }

  #settle(): void {
    this.#data?.touch();
    this.events.emit('settled', () => this.#worker.waiting);
  }

  #snapshot(): Snapshot {
    return {
      connectors: this.#connectors.all(),
      works: this.#works
        .all()
        .map(work => ({ work, figures: this.#works.figures(work.id) ?? null })),
      objects: [...this.#knowledge.withBuiltIns()],
      messages: this.#queues?.unsaved() ?? [],
    };
  }
}
