import { setImmediate as breathe } from 'node:timers/promises';
import { defer, from, lastValueFrom, map, toArray, type ObservableInput } from 'rxjs';
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

  const leaveOut = (error: unknown, raw: Raw, slot: number): void => {
    slots[slot] = [];
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

  const convertItem = (raw: Raw): Waiting | undefined => {
    const slot = slots.push([]) - 1;
    try {
      const converted = importer.convert(raw);
      if (!isSyncIterable(converted)) return waitFor(gathered(converted), raw, slot);
      slots[slot] = flattened(converted);
    } catch (error) {
      leaveOut(error, raw, slot);
    }

    return undefined;
  };

  const waitFor = (gathering: Promise<StixObject[]>, raw: Raw, slot: number): Waiting => {
    const conversion = gathering.then(
      objects => void (slots[slot] = objects),
      (error: unknown) => leaveOut(error, raw, slot),
    );
    // When the page has failed meanwhile, nobody waits for this item any more.
    conversion.catch(() => undefined);

    return () => conversion;
  };

  await convertAll(pulled<Raw>(page.items), convertItem, concurrency);
  const objects = await refined(importer, slots.flat());

  return { items: slots.length, objects, skipped };
}

/** Waits until an item is converted. */
type Waiting = () => Promise<void>;

/** Items converted on the spot after which heartbeats and signals get their turn. */
const BREATHE_EVERY = 1_000;

/**
 * Arrays and generators are the common case: an item that is converted on the spot costs neither a
 * subscription nor a turn of the event loop.
 */
async function convertAll<Raw>(
  items: AsyncIterable<Raw> | Iterable<Raw>,
  convertItem: (raw: Raw) => Waiting | undefined,
  concurrency: number,
): Promise<void> {
  const inTheAir =
    Symbol.asyncIterator in items ? slowly(items, convertItem) : atOnce(items, convertItem);

  await lastValueFrom(
    pump(inTheAir, waiting => waiting(), { concurrency }),
    { defaultValue: undefined },
  );
}

async function* slowly<Raw>(
  items: AsyncIterable<Raw>,
  convertItem: (raw: Raw) => Waiting | undefined,
): AsyncGenerator<Waiting> {
  for await (const raw of items) {
    const waiting = convertItem(raw);
    if (waiting) yield waiting;
  }
}

function* atOnce<Raw>(
  items: Iterable<Raw>,
  convertItem: (raw: Raw) => Waiting | undefined,
): Generator<Waiting> {
  let converted = 0;
  for (const raw of items) {
    const waiting = convertItem(raw);
    if (waiting) yield waiting;
    else if (++converted % BREATHE_EVERY === 0) yield breathe;
  }
}

function gathered(
  converted: ObservableInput<StixObject | readonly StixObject[]>,
): Promise<StixObject[]> {
  return lastValueFrom(from(converted).pipe(toArray(), map(flattened)));
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

function flattened(values: Iterable<StixObject | readonly StixObject[]>): StixObject[] {
  const objects: StixObject[] = [];
  for (const value of values) {
    if (isList(value)) for (const object of value) objects.push(checked(object));
    else objects.push(checked(value));
  }

  return objects;
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
