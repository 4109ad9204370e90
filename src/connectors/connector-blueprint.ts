import type { Constructor } from '../injection/index.js';
import type { StixObject } from '../stix/index.js';
import type { BookmarkClass } from './bookmark-class.js';
import type { FromSettings } from './from-settings.js';
import type { ImportMethods } from './external-import.js';
import type { ListeningBlueprint } from './listening-blueprint.js';
import type { StreamBlueprint } from './stream/stream-blueprint.js';

/** What is known of every connector, whatever its kind. */
export interface Blueprint {
  /** The class to build. */
  readonly target: Constructor;
  /** What operators see. */
  readonly name: string;
  /** Never empty; `['not-applicable']` when the author says nothing. */
  readonly scope: readonly string[];
  /** Version of the connector, if it has one. */
  readonly version?: string;
  /** Author of every object that names none. */
  readonly author?: FromSettings<StixObject | undefined>;
  /** Markings of every object that carries none. */
  readonly markings?: FromSettings<StixObject | readonly StixObject[] | undefined>;
}

/** An external import as its author declared it, with defaults filled in. */
export interface ExternalImportBlueprint extends Blueprint {
  readonly kind: 'EXTERNAL_IMPORT';
  readonly target: Constructor<ImportMethods<unknown>>;
  /** Time from the end of a run to the start of the next, an ISO 8601 duration above zero. */
  readonly durationPeriod?: string;
  /** Class of the bookmarks; none means that every run starts at the beginning. */
  readonly bookmark?: BookmarkClass<object>;
  /** Whether references that lead out of the page are taken out. */
  readonly cleanup: boolean;
  /** Items converted at once, 1 or more. */
  readonly concurrency: number;
  /** Pages fetched ahead, 0 or more. */
  readonly lookahead: number;
  /** Items of a page that may be skipped, 0 or more, or `Infinity`. */
  readonly maxSkipped: number;
  /** Times that a failed page is tried again, 0 or more. */
  readonly pageRetries: number;
  /** Whether objects that were sent before as they are are not sent again. */
  readonly skipUnchanged: boolean;
  /** Whether objects go on the queue one by one, or in groups where OpenCTI takes them. */
  readonly delivery: 'split' | 'grouped';
}

/**
 * A connector as its author declared it: frozen, plain, with defaults filled in and everything
 * checked that can be checked without settings. `kind` tells which of its shapes it has. Made by
 * the explorer; the runtime, `describe` and registration all read this and never a decorator.
 */
export type ConnectorBlueprint = ExternalImportBlueprint | ListeningBlueprint | StreamBlueprint;
