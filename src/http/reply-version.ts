/**
 * Names the version of a source that a reply holds. Keep it in the bookmark and give it back in the
 * options of the next request: a source that has not changed since then costs one 304.
 *
 * ```ts
 * const reply = await firstValueFrom(this.http.request(url, { ...from?.version }));
 * if (reply.unchanged) return { items: [], bookmark: from, note: 'unchanged' };
 * return { items: reply.json<Item[]>(), bookmark: { version: reply.version } };
 * ```
 *
 * Save it only with the page that completes the document: what comes after a crash in the middle
 * would be `unchanged`.
 */
export interface ReplyVersion {
  readonly etag?: string;
  /** In the words of the source. */
  readonly lastModified?: string;
}

type Headers = Readonly<Record<string, string>>;

/** The version that headers name. */
export function versionOf(headers: Headers): ReplyVersion {
  const { etag, 'last-modified': lastModified } = headers;

  return { ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

/** What the clock of the source showed; undefined when it does not tell. */
export function dateOf(headers: Headers): Date | undefined {
  const at = Date.parse(headers['date'] ?? '');

  return Number.isNaN(at) ? undefined : new Date(at);
}

/** The charset that a content type names, if it is one that can be decoded. */
export function charsetOf(headers: Headers): string | undefined {
  const named = /charset="?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1];
  try {
    return named === undefined ? undefined : new TextDecoder(named).encoding;
  } catch {
    return undefined;
  }
}
