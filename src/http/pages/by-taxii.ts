import type { Http } from '../http.js';
import type { HttpOptions } from '../http-options.js';
import type { HttpPage } from './http-page.js';
import { turnPages, type Turned } from './turn-pages.js';

/** How far a TAXII collection has been read. */
export interface TaxiiPosition {
  /** Objects that were added later than this are still to be read; by the clock of the server. */
  readonly addedAfter?: string;
  /** The page to go on with, as the server calls it. */
  readonly next?: string;
  /** Where `addedAfter` goes when the pages are at their end, in case the server does not tell. */
  readonly until?: string;
}

/** An envelope of objects. */
export interface TaxiiEnvelope {
  readonly more?: boolean;
  readonly next?: string;
  readonly objects?: readonly unknown[];
}

/** How a TAXII collection is read. */
export interface ByTaxiiOptions extends Pick<HttpOptions, 'timeout' | 'maxBytes' | 'retries'> {
  /** Where to go on, from a bookmark. Default: at the beginning. */
  readonly from?: TaxiiPosition;
  /** Objects a page. Default: the server decides, and may give fewer in any case. */
  readonly limit?: number;
  /** Only objects that match: `{ type: ['indicator', 'malware'] }`. Default: all. */
  readonly match?: Readonly<
    Partial<Record<'id' | 'type' | 'version' | 'spec_version', readonly string[]>>
  >;
}

const ADDED_LAST = 'x-taxii-date-added-last';

/** The media type of TAXII 2.1. */
export const TAXII_TYPE = 'application/taxii+json;version=2.1';

/**
 * Reads the objects of a TAXII 2.1 collection, page by page.
 *
 * At the end the bookmark holds the moment up to which the collection was read, by the clock of the
 * server: what is added later is read by the next run.
 *
 * @param url the objects of a collection, `…/collections/{id}/objects/`
 * @see TAXII 2.1 sections 3.4, 3.5 and 5.4
 */
export function byTaxii<Item = unknown>(
  http: Http,
  url: string | URL,
  options: ByTaxiiOptions = {},
): AsyncIterable<HttpPage<Item, TaxiiPosition, TaxiiEnvelope | null>> {
  const { from = {}, limit, match = {}, ...request } = options;
  const filters = Object.entries(match).map(([name, values]) => [
    `match[${name}]`,
    values.join(','),
  ]);
  const headers = { accept: TAXII_TYPE };
  // An envelope without objects may be written as nothing at all.
  const items = (envelope: TaxiiEnvelope | null): readonly Item[] | undefined =>
    envelope?.objects as readonly Item[] | undefined;

  return turnPages<TaxiiEnvelope | null, Item, TaxiiPosition>(
    http,
    url,
    { ...request, headers, items },
    {
      from,
      values: ({ addedAfter, next }) => ({
        added_after: addedAfter,
        next,
        limit,
        ...(Object.fromEntries(filters) as Record<string, string>),
      }),
      next: turned => positionAfter(turned),
      last: turned => bookmarkOf(turned),
    },
  );
}

type TurnedPage = Turned<TaxiiEnvelope | null, unknown, TaxiiPosition>;

function positionAfter(turned: TurnedPage): TaxiiPosition | undefined {
  const { body, reply, position, fail } = turned;
  if (body?.more !== true) return undefined;
  if (typeof body.next === 'string' && body.next !== '') {
    return { ...position, next: body.next, until: readUntil(turned) };
  }
  // A server without `next` is asked for what was added after the last object of this page, which it
  // gives again: others may have been added at the same moment.
  const last = reply.headers[ADDED_LAST];
  if (last === undefined) return fail('there is more, but no word of where it begins');

  return { addedAfter: justBefore(last) };
}

/** Where the next run begins. */
function bookmarkOf(turned: TurnedPage): TaxiiPosition {
  const { items, position } = turned;
  const { addedAfter, until } = position;
  const isEmpty = items.length === 0 && until === undefined;
  const end = isEmpty ? addedAfter : readUntil(turned);

  return end === undefined ? {} : { addedAfter: end };
}

/** The moment up to which everything is read once the pages are at their end. */
function readUntil({ reply, position: { until } }: TurnedPage): string | undefined {
  const last = reply.headers[ADDED_LAST];
  // A server that does not tell when objects were added has at least a clock.
  if (last === undefined) return until ?? reply.date?.toISOString();

  return until === undefined || isLater(last, until) ? last : until;
}

/** Compares moments that differ in how many digits they have. */
function isLater(one: string, other: string): boolean {
  return one.replace(/Z$/, '') > other.replace(/Z$/, '');
}

/** A microsecond earlier; TAXII counts in them. */
function justBefore(moment: string): string {
  const [, seconds, fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(moment) ?? [];
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  if (seconds === undefined || Number.isNaN(Date.parse(moment))) return moment;
  if (micros > 0) return `${seconds}.${String(micros - 1).padStart(6, '0')}Z`;
  const before = new Date(Date.parse(`${seconds}Z`) - 1_000).toISOString();

  return before.replace(/\.\d+Z$/, '.999999Z');
}
