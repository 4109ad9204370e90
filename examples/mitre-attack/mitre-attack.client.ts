import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { Http, Injectable, type HttpBody, type Page, type ReplyVersion } from 'octiflow';
import { CollectionIndex } from './collection-index.js';
import { MitreBookmark } from './mitre-attack.bookmark.js';
import { MitreConfig } from './mitre-attack.config.js';
import type { MitreObject } from './opencti-object.js';

/** Objects a page. */
const PAGE_SIZE = 500;

/** An object, and what its collection says about it. */
export interface IndexedObject {
  readonly object: MitreObject;
  readonly index: CollectionIndex;
}

type CollectionPage = Page<IndexedObject, MitreBookmark>;

/** Reads MITRE's collections. Each is read twice from a temporary file, and never held as a whole. */
@Injectable()
export class MitreClient {
  constructor(
    private readonly config: MitreConfig,
    private readonly http: Http,
  ) {}

  /** The collections that are switched on, in pages; one that is unchanged is an empty page. */
  async *pages(from: MitreBookmark = {}): AsyncIterable<CollectionPage> {
    let bookmark = from;
    for (const url of this.urls()) {
      for await (const page of this.collection(url, bookmark)) {
        yield page;
        bookmark = page.bookmark;
      }
    }
  }

  private async *collection(url: string, from: MitreBookmark): AsyncIterable<CollectionPage> {
    const reply = await this.http.stream(url, { ...from.versions?.[url] });
    if (reply.unchanged) {
      yield { items: [], bookmark: from, note: `${url} is unchanged` };
      return;
    }

    const body = await (url.endsWith('.gz') ? reply.gunzip() : reply).spool();
    try {
      yield* this.spooled(url, body, reply.version, from);
    } finally {
      await body.close();
    }
  }

  private async *spooled(
    url: string,
    body: HttpBody,
    version: ReplyVersion,
    from: MitreBookmark,
  ): AsyncIterable<CollectionPage> {
    const digest = await digestOf(body);
    const index = new CollectionIndex();
    for await (const object of objectsOf(body)) index.add(object);
    index.close();

    const isSame = from.progress?.url === url && from.progress.digest === digest;
    const start = isSame ? (from.progress?.done ?? 0) : 0;
    const { versions } = from;
    let done = 0;
    let items: IndexedObject[] = [];
    for await (const object of objectsOf(body)) {
      done += 1;
      if (done > start) items.push({ object, index });
      if (items.length < PAGE_SIZE) continue;
      yield { items, bookmark: { versions, progress: { url, digest, done } } };
      items = [];
    }
    yield { items, bookmark: { versions: { ...versions, [url]: version } } };
  }

  /** A relative address is a file beside the connector; `file:` and `http(s):` are taken as they are. */
  private urls(): string[] {
    const { enterpriseFileUrl, mobileAttackFileUrl, icsAttackFileUrl, capecFileUrl } = this.config;
    const beside = pathToFileURL(`${__dirname}/`);

    return [enterpriseFileUrl, mobileAttackFileUrl, icsAttackFileUrl, capecFileUrl]
      .filter(url => !/^(false|)$/i.test(url))
      .map(url => new URL(url, beside).href);
  }
}

function objectsOf(body: HttpBody): AsyncIterable<MitreObject> {
  return body.jsonItems<MitreObject>('objects');
}

async function digestOf(body: HttpBody): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body.bytes()) hash.update(chunk);

  return hash.digest('hex');
}
