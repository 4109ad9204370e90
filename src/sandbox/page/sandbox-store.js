import { api } from './api-client.js';
import { followEvents } from './event-feed.js';
import { onceAWhile } from './once-a-while.js';

/** @import { Overview, Counts } from '../views/overview.js' */
/** @import { WorkView } from '../views/work-view.js' */
/** @import { MessageRecord } from '../controls/message-log.js' */
/** @import { FeedState } from './event-feed.js' */

/** @typedef {'connectors' | 'works' | 'counts' | 'objects' | 'files' | 'drafts' | 'messages' | 'feed'} Topic */

/** Works and messages that are kept: as many as the sandbox shows, and more than anyone reads. */
const MAX_WORKS = 200;
const MAX_MESSAGES = 500;

/** Time between two looks at the numbers that no event tells, in milliseconds. */
const FIGURES_MS = 400;

/** What the page knows of the sandbox, kept up to date by its events. Listeners are told what changed. */
export class SandboxStore {
  /** @type {Overview['connectors'][number][]} */
  connectors = [];
  /** Newest first. @type {WorkView[]} */
  works = [];
  /** @type {Counts} */
  counts = { works: 0, files: 0, drafts: 0, readers: 0, byType: {} };
  /** Oldest first. @type {MessageRecord[]} */
  messages = [];
  /** @type {FeedState} */
  feed = 'connecting';
  /** Becomes true with the first answer. */
  isLoaded = false;

  /** @type {Set<(topic: Topic) => void>} */
  #listeners = new Set();
  #askFigures = onceAWhile(FIGURES_MS, () => this.#loadFigures());

  /** Begins to follow the sandbox. */
  follow() {
    void followEvents(
      (name, data) => this.#take(name, data),
      state => {
        this.feed = state;
        this.#tell('feed');
      },
    );
  }

  /**
   * Calls the listener with what has changed; the returned function ends that.
   *
   * @param {(topic: Topic) => void} listener
   * @returns {() => void}
   */
  on(listener) {
    this.#listeners.add(listener);

    return () => this.#listeners.delete(listener);
  }

  /** @param {string} id */
  connectorName(id) {
    return this.connectors.find(connector => connector.id === id)?.name ?? id;
  }

  /**
   * The connectors that are alive, of a kind, and take one of these; a scope of nothing takes
   * everything, but for enrichment.
   *
   * @param {string} type
   * @param {string} scope
   */
  connectorsFor(type, scope) {
    const wanted = scope.toLowerCase();

    return this.connectors.filter(connector => {
      if (connector.type !== type || !connector.active) return false;
      if (connector.scope.length === 0) return type !== 'INTERNAL_ENRICHMENT';
      return connector.scope.some(one => one.toLowerCase() === wanted);
    });
  }

  /**
   * @param {string} name
   * @param {any} data
   */
  #take(name, data) {
    switch (name) {
      case 'open':
      case 'missed':
        void this.#loadAll().catch(() => {});
        return;
      case 'connector':
        this.#takeConnector(data);
        break;
      case 'work':
        this.#takeWork(data);
        break;
      case 'message':
        this.messages = [...this.messages.slice(1 - MAX_MESSAGES), data];
        this.#tell('messages');
        break;
      case 'object':
        this.#tell('objects');
        break;
      case 'file':
        this.#tell('files');
        break;
      case 'draft':
        this.#tell('drafts');
        break;
      default:
        return;
    }
    this.#askFigures();
  }

  /** @param {Overview['connectors'][number]} connector */
  #takeConnector(connector) {
    const index = this.connectors.findIndex(({ id }) => id === connector.id);
    const queue = this.connectors[index]?.queue ?? { messages: 0, bytes: 0 };
    if (index === -1) this.connectors = [...this.connectors, { ...connector, queue }];
    else this.connectors = this.connectors.with(index, { ...connector, queue });
    this.#tell('connectors');
  }

  /** @param {WorkView} work */
  #takeWork(work) {
    const index = this.works.findIndex(({ id }) => id === work.id);
    if (work.status === 'deleted') this.works = this.works.filter(({ id }) => id !== work.id);
    else if (index === -1) this.works = [work, ...this.works].slice(0, MAX_WORKS);
    else this.works = this.works.with(index, work);
    this.#tell('works');
  }

  async #loadAll() {
    const { connectors, works, counts, messages } = await api.overview();
    this.connectors = [...connectors];
    this.works = [...works];
    this.counts = counts;
    this.messages = [...messages];
    this.isLoaded = true;
    for (const topic of /** @type {const} */ ([
      ...['connectors', 'works', 'counts', 'objects', 'files', 'drafts', 'messages'],
    ])) {
      this.#tell(/** @type {Topic} */ (topic));
    }
  }

  async #loadFigures() {
    const found = await api.figures().catch(() => undefined);
    if (!found) return;
    this.counts = found.counts;
    // A connector that was deleted is in no event of its own.
    this.connectors = this.connectors
      .filter(({ id }) => Object.hasOwn(found.queues, id))
      .map(connector => ({ ...connector, queue: found.queues[connector.id] ?? connector.queue }));
    this.#tell('counts');
    this.#tell('connectors');
  }

  /** @param {Topic} topic */
  #tell(topic) {
    for (const listener of [...this.#listeners]) listener(topic);
  }
}
