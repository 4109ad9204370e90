import { EMPTY, catchError, concatMap, defer, from, lastValueFrom, map, tap, toArray } from 'rxjs';
import type { Importer, Page } from '../connectors/index.js';
import {
  SkippableError,
  UnexpectedError,
  asConnectorError,
  type ConnectorError,
} from '../errors/index.js';
import type { StixObject } from '../stix/index.js';
import { pulled } from './pulled.js';
import { pump } from './pump.js';

/** What a page became. */
export interface ConvertedPage {
  readonly items: number;
  readonly objects: readonly StixObject[];
  readonly skipped: readonly SkippedItem[];
}

/** An item that was left out, and why. */
export interface SkippedItem {
  readonly error: ConnectorError;
  /** Position in the page, from 1, and what the item is called if it has a name. */
  readonly item: string;
}

/** What {@link convertPage} is told. */
export interface ConvertPageOptions {
  /** Items converted at once; the objects keep the order of the items. */
  readonly concurrency: number;
  /** Skipped items after which the page is refused. */
  readonly maxSkipped: number;
}

/**
 * Runs a page's items through the connector's `convert`, and what comes out through its `refine`.
 * An item whose conversion throws a `SkippableError` is left out and listed; any other error is the
 * page's.
 */
export async function convertPage<Raw, Bookmark>(
  importer: Importer<Raw, Bookmark>,
  page: Page<Raw, Bookmark>,
  { concurrency, maxSkipped }: ConvertPageOptions,
): Promise<ConvertedPage> {
  const slots: (readonly StixObject[])[] = [];
  const skipped: SkippedItem[] = [];
  let items = 0;

  const convertItem = (raw: Raw): Promise<void> | never[] => {
    const slot = items++;
    slots[slot] = [];

    const leaveOut = (error: unknown): void => {
      if (!(error instanceof SkippableError)) {
        throw asConnectorError(error, `convert of ${nameOf(raw, slot)}`);
      }
      skipped.push({ error, item: nameOf(raw, slot) });
      if (skipped.length > maxSkipped) {
        throw asConnectorError(
          new Error(
            `${skipped.length} items of one page could not be converted, last: ${error.message}`,
          ),
        );
      }
    };

    try {
      const converted = importer.convert(raw);
      // Arrays and generators are the common case; they are not worth a subscription each.
      if (isSyncIterable(converted)) {
        slots[slot] = [...flat(converted)].map(checked);
        return [];
      }

      return lastValueFrom(
        from(converted).pipe(
          concatMap(value => (isList(value) ? value : [value])),
          map(checked),
          toArray(),
          tap(objects => (slots[slot] = objects)),
          concatMap(() => EMPTY),
          catchError((error: unknown) => {
            leaveOut(error);
            return EMPTY;
          }),
        ),
        { defaultValue: undefined },
      );
    } catch (error) {
      leaveOut(error);
      return [];
    }
  };

  await lastValueFrom(pump(pulled<Raw>(page.items), convertItem, { concurrency }), {
    defaultValue: undefined,
  });
  const objects = await refined(importer, slots.flat());

  return { items, objects, skipped };
}

function refined<Raw, Bookmark>(
  importer: Importer<Raw, Bookmark>,
  objects: readonly StixObject[],
): Promise<readonly StixObject[]> | readonly StixObject[] {
  if (!importer.refine) return objects;

  return lastValueFrom(
    defer(() => importer.refine?.(from(objects)) ?? from(objects)).pipe(toArray()),
  );
}

/** What leaves a connector is checked here, once, so that nothing behind it has to ask again. */
function checked(value: unknown): StixObject {
  if (typeof value === 'object' && value !== null) {
    const { type, id } = value as Record<string, unknown>;
    if (typeof type === 'string' && typeof id === 'string') return value as StixObject;
  }

  throw new UnexpectedError('it emitted a value that is no STIX object (type and id are text)');
}

function isList(value: StixObject | readonly StixObject[]): value is readonly StixObject[] {
  return Array.isArray(value);
}

function isSyncIterable<T>(value: unknown): value is Iterable<T> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function* flat(values: Iterable<StixObject | readonly StixObject[]>): Iterable<StixObject> {
  for (const value of values) {
    if (isList(value)) yield* value;
    else yield value;
  }
}

const NAME_LIKE = /(^|_|[a-z])(id|name|title|value|url)$/i;

/** How the log and the work call an item: its place, and the first member that names it. */
function nameOf(raw: unknown, slot: number): string {
  const place = `item ${slot + 1}`;
  if (typeof raw !== 'object' || raw === null) return place;
  const found = Object.entries(raw).find(
    ([key, value]) => NAME_LIKE.test(key) && typeof value === 'string' && value !== '',
  );

  return found ? `${place} (${String(found[1]).slice(0, 80)})` : place;
}
