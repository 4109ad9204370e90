import { randomUUID } from 'node:crypto';
import type { StreamCollection } from './stream-collection.js';

/** What a live stream is set up with. */
export interface StreamCollectionInput {
  /** Default: a random one. */
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  /** A filter group, such as `{ mode: 'and', filters: [...], filterGroups: [] }`. Default: everything. */
  readonly filters?: unknown;
  /** Default false. */
  readonly isPublic?: boolean;
}

/** The live streams that were set up. */
export class StreamCollections {
  readonly #collections = new Map<string, StreamCollection>();

  constructor(private readonly changed: () => void) {}

  /** Sets up a live stream, or changes the one with the same id. */
  put(input: StreamCollectionInput): StreamCollection {
    const collection: StreamCollection = {
      id: input.id ?? randomUUID(),
      name: input.name,
      description: input.description ?? '',
      filters: JSON.stringify(input.filters ?? EVERYTHING),
      isLive: true,
      isPublic: input.isPublic ?? false,
    };

    return this.#keep(collection);
  }

  /** Lets it be read, or no longer; undefined when there is none. */
  setLive(id: string, isLive: boolean): StreamCollection | undefined {
    const collection = this.#collections.get(id);

    return collection && this.#keep({ ...collection, isLive });
  }

  /** A live stream by id. */
  get(id: string): StreamCollection | undefined {
    return this.#collections.get(id);
  }

  /** All of them, in the order they were set up. */
  all(): readonly StreamCollection[] {
    return [...this.#collections.values()];
  }

  /** Takes back what an earlier sandbox had kept. */
  restore(collections: readonly StreamCollection[]): void {
    for (const collection of collections) this.#collections.set(collection.id, collection);
  }

  #keep(collection: StreamCollection): StreamCollection {
    this.#collections.set(collection.id, collection);
    this.changed();

    return collection;
  }
}

const EVERYTHING = { mode: 'and', filters: [], filterGroups: [] };
