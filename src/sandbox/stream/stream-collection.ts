import type { Attributes } from '../operations/filter-group.js';
import { matchesFilters } from '../operations/filter-group.js';

/** A live stream that somebody set up: a part of the knowledge, by filters. */
export interface StreamCollection {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Filter group as JSON text; what passes it is in the stream. */
  readonly filters: string;
  /** False: it was stopped, and nobody may read it. */
  readonly isLive: boolean;
  /** True: nobody needs a token. */
  readonly isPublic: boolean;
}

/** Whether an element is in a stream. Filters that can't be read let everything pass. */
export function isInStream(collection: StreamCollection, element: Attributes): boolean {
  return matchesFilters(filtersOf(collection), element);
}

/** Every event is looked at: the text is read once for each state of a stream. */
const READ = new WeakMap<StreamCollection, { readonly group: unknown }>();

function filtersOf(collection: StreamCollection): unknown {
  const known = READ.get(collection);
  if (known) return known.group;
  const group = parsed(collection.filters);
  READ.set(collection, { group });

  return group;
}

function parsed(filters: string): unknown {
  try {
    return JSON.parse(filters);
  } catch {
    return undefined;
  }
}
