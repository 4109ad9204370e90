import { createHash } from 'node:crypto';
import type { XmlElement } from '../body/xml/xml-element.js';
import { utcTime } from '../pages/utc-time.js';

/** A file that goes with an entry. */
export interface FeedEnclosure {
  readonly url: string;
  /** MIME type. */
  readonly type?: string;
}

/** An entry of a feed, the same for every format. Texts may hold HTML, as the feed has it. */
export interface FeedEntry {
  /** What the feed calls it, else its link, else a digest of its text. */
  readonly id: string;
  readonly title?: string;
  /** Absolute. */
  readonly link?: string;
  readonly summary?: string;
  /** The whole text, where the feed has it. */
  readonly content?: string;
  /** ISO 8601, in UTC; a date without a zone is taken for UTC. */
  readonly published?: string;
  /** ISO 8601, in UTC. */
  readonly updated?: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly enclosures: readonly FeedEnclosure[];
}

const CONTENT = 'http://purl.org/rss/1.0/modules/content/';

/**
 * Makes an entry of an `item` (RSS 0.9, 1.0, 2.0) or `entry` (Atom) element.
 *
 * @param base the address of the feed, for relative links
 * @see RFC 4287; RSS 2.0, https://www.rssboard.org/rss-specification; RSS 1.0
 */
export function feedEntry(element: XmlElement, base: string): FeedEntry {
  const link = absolute(linkOf(element), base);
  const given = element.textOf('guid') ?? element.textOf('id') ?? element.attributes['rdf:about'];
  const texts = {
    title: element.textOf('title'),
    link,
    summary: element.textOf('description') ?? element.textOf('summary'),
    content: element.textOf('encoded', CONTENT) ?? element.textOf('content'),
    published: momentOf(element, ['pubDate', 'published', 'issued', 'date']),
    updated: momentOf(element, ['updated', 'modified']),
  };
  const known = Object.entries(texts).filter(([, value]) => value !== undefined);

  return {
    id: given ?? link ?? createHash('sha256').update(element.text).digest('hex'),
    ...(Object.fromEntries(known) as typeof texts),
    authors: authorsOf(element),
    categories: textsOf(element, ['category', 'subject'], each => each.attributes['term']),
    enclosures: enclosuresOf(element, base),
  };
}

function linkOf(element: XmlElement): string | undefined {
  const links = element.all('link');
  const written = links.find(({ text }) => text !== '')?.text;
  const main = links.find(({ attributes: { rel = 'alternate' } }) => rel === 'alternate');

  return main?.attributes['href'] ?? written;
}

function authorsOf(element: XmlElement): readonly string[] {
  return textsOf(element, ['author', 'creator'], each => each.textOf('name'));
}

/** Texts of elements, each once: what `first` finds in one, else all that it holds. */
function textsOf(
  element: XmlElement,
  names: readonly string[],
  first: (each: XmlElement) => string | undefined,
): readonly string[] {
  const texts = names.flatMap(name => element.all(name)).map(each => first(each) ?? each.text);

  return [...new Set(texts.filter(Boolean))];
}

function enclosuresOf(element: XmlElement, base: string): readonly FeedEnclosure[] {
  const links = element.all('link').filter(({ attributes: { rel } }) => rel === 'enclosure');

  return [...element.all('enclosure'), ...links].flatMap(({ attributes }) => {
    const url = absolute(attributes['url'] ?? attributes['href'], base);
    const { type } = attributes;
    return url === undefined ? [] : [{ url, ...(type !== undefined && { type }) }];
  });
}

function absolute(address: string | undefined, base: string): string | undefined {
  if (address === undefined || !URL.canParse(address, base)) return undefined;

  return new URL(address, base).href;
}

function momentOf(element: XmlElement, names: readonly string[]): string | undefined {
  for (const name of names) {
    const time = utcTime(element.textOf(name));
    if (!Number.isNaN(time)) return new Date(time).toISOString();
  }

  return undefined;
}
