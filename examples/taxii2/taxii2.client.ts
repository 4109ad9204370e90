import {
  Clock,
  FatalError,
  Http,
  Injectable,
  Logger,
  TaxiiClient,
  apiKey,
  basic,
  clientCertificate,
  type HttpAuth,
  type Page,
  type TaxiiCollection,
} from 'octiflow';
import { LateReferences } from './late-references.js';
import { Taxii2Bookmark } from './taxii2.bookmark.js';
import { Taxii2Config } from './taxii2.config.js';

type ObjectPage = Page<unknown, Taxii2Bookmark>;

/** Stands for a collection, or an API root, that could not be read, or not to its end. */
export class Unread {
  constructor(
    readonly title: string,
    readonly cause: unknown,
  ) {}
}

/** Reads the collections of a TAXII 2.1 server, each from where it was read last. */
@Injectable()
export class Taxii2Client {
  private readonly taxii: TaxiiClient;

  constructor(
    private readonly config: Taxii2Config,
    http: Http,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.taxii = new TaxiiClient(http.with({ auth: [...authOf(config)] }), config.discoveryUrl);
  }

  /**
   * The collections in pages. One that can't be read becomes an item that says so, and the others are
   * read all the same.
   *
   * @throws HttpError when none can be read; FatalError when none is there
   */
  async *pages(from: Taxii2Bookmark = {}): AsyncIterable<ObjectPage> {
    const failures: Unread[] = [];
    let bookmark: Taxii2Bookmark = { ...from, since: from.since ?? this.firstMoment() };
    let read = 0;
    for (const collection of await this.wanted(failures)) {
      try {
        for await (const page of this.collection(collection, bookmark)) {
          bookmark = page.bookmark;
          yield page;
        }
        read += 1;
      } catch (error) {
        failures.push(new Unread(collection.title, error));
      }
    }
    const [first] = failures;
    if (first && read === 0) throw first.cause;
    yield { items: failures, bookmark };
  }

  private async *collection(
    { objectsUrl: key }: TaxiiCollection,
    from: Taxii2Bookmark,
  ): AsyncIterable<ObjectPage> {
    const { enableUrlQueryLimit, urlQueryLimit } = this.config;
    const position = from.collections?.[key] ?? { addedAfter: from.since };
    const limit = enableUrlQueryLimit ? urlQueryLimit : undefined;
    const late = new LateReferences();
    let bookmark = from;
    for await (const page of this.taxii.objects(key, { from: position, limit })) {
      const items = late.take(page.items, page.more !== true);
      // Behind a relationship that waits there is no going on: after a crash it would be lost.
      if (!late.isWaiting) {
        bookmark = { ...from, collections: { ...from.collections, [key]: page.bookmark } };
      }
      yield { items, bookmark };
    }
  }

  /** The collections that the settings name, each once. */
  private async wanted(failures: Unread[]): Promise<TaxiiCollection[]> {
    const { apiRoots } = await this.taxii.discover();
    const found = new Map<string, TaxiiCollection>();
    for (const name of this.config.collections) {
      const before = failures.length;
      let isFound = false;
      for (const root of apiRoots.filter(url => isNamed(rootOf(name), rootName(url)))) {
        for (const each of await this.collectionsOf(root, failures)) {
          if (!isNamed(titleOf(name), each.title, each.id)) continue;
          isFound = true;
          this.choose(each, titleOf(name) === '*', found, failures);
        }
      }
      if (!isFound && failures.length === before && !name.includes('*')) {
        failures.push(new Unread(name, notThere('the server has no such collection')));
      }
    }

    return [...found.values()];
  }

  /** Of a collection that is not to be read, only those hear who asked for it by name. */
  private choose(
    collection: TaxiiCollection,
    isWildcard: boolean,
    found: Map<string, TaxiiCollection>,
    failures: Unread[],
  ): void {
    const { objectsUrl, title, canRead } = collection;
    if (canRead) found.set(objectsUrl, collection);
    else if (isWildcard) this.log.info('collection left out: it may not be read', { title });
    else failures.push(new Unread(title, notThere('these credentials may not read it')));
  }

  private async collectionsOf(
    root: string,
    failures: Unread[],
  ): Promise<readonly TaxiiCollection[]> {
    try {
      return await this.taxii.collections(root);
    } catch (error) {
      failures.push(new Unread(rootName(root), error));
      return [];
    }
  }

  /** The only moment by the clock of this machine: no server has been asked for its own yet. */
  private firstMoment(): string {
    const ms = this.clock.now().getTime() - this.config.initialHistory * 3_600_000;

    return new Date(ms).toISOString();
  }
}

function* authOf(config: Taxii2Config): Generator<HttpAuth> {
  const { useToken, token, useApikey, apikeyKey, apikeyValue, useCert, certPath } = config;
  const { username, password } = config;
  if (useCert && certPath) yield clientCertificate({ certificate: certPath, key: certPath });
  if (useToken && token) yield apiKey(token, { header: 'authorization', prefix: 'Token ' });
  else if (useApikey && apikeyKey && apikeyValue) yield apiKey(apikeyValue, { header: apikeyKey });
  else if (username && password) yield basic(username, password);
}

function notThere(reason: string): FatalError {
  return new FatalError(reason, { fix: 'correct TAXII2_COLLECTIONS, or ask for access' });
}

function rootOf(name: string): string {
  return name.split('.', 1)[0] ?? '';
}

function titleOf(name: string): string {
  return name.includes('.') ? name.slice(name.indexOf('.') + 1) : '*';
}

/** An API root goes by the last part of its path. */
function rootName(url: string): string {
  return (
    new URL(url).pathname
      .split('/')
      .filter(part => part !== '')
      .at(-1) ?? ''
  );
}

function isNamed(wanted: string, ...names: readonly string[]): boolean {
  return wanted === '*' || names.includes(wanted);
}
