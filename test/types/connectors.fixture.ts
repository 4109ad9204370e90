import { EMPTY, Observable, of } from 'rxjs';
import {
  ExternalImport,
  Inject,
  Injectable,
  delay,
  type Constructor,
  type Importer,
  type Page,
  type StixObject,
} from 'octiflow';
import { Container, Clock, Logger } from '../../src/injection/index.js';
import { explore, readBookmark, type ConnectorBlueprint } from '../../src/connectors/index.js';

interface Entry {
  readonly cve: string;
}

class KevBookmark {
  readonly since!: string;
}

class OtherBookmark {
  readonly cursor!: string;
}

/** Has all that KevBookmark has, and more. */
class LongerBookmark extends KevBookmark {
  readonly cursor!: string;
}

const author = { type: 'identity', id: 'identity--1c1f2b1e-3e63-5d3a-8d8e-0a3f5e1e7c11' };

class KevConfig {
  readonly tlp: string = 'TLP:CLEAR';
}

// ---- what compiles

@ExternalImport()
class Smallest implements Importer<Entry> {
  fetch(): Page<Entry>[] {
    return [{ items: [], bookmark: undefined }];
  }
  convert(): StixObject[] {
    return [];
  }
}

@ExternalImport({
  name: 'CISA KEV',
  scope: ['vulnerability'],
  durationPeriod: 'P2D',
  bookmark: KevBookmark,
  author,
  markings: settings => ({ type: settings.get(KevConfig).tlp, id: 'x' }),
  cleanup: true,
  concurrency: 2,
  lookahead: 0,
  maxSkipped: Infinity,
  pageRetries: 1,
  version: '1.0.0',
})
class Generators implements Importer<Entry, KevBookmark> {
  async *fetch(from?: KevBookmark): AsyncIterable<Page<Entry, KevBookmark>> {
    yield { items: [], bookmark: { since: from?.since ?? '1970-01-01' }, more: true, note: 'n' };
  }
  *convert(entry: Entry): Iterable<StixObject> {
    yield { type: 'vulnerability', id: entry.cve };
  }
  refine(objects: Observable<StixObject>): Observable<StixObject> {
    return objects;
  }
}

@ExternalImport({ scope: 'vulnerability', bookmark: KevBookmark, markings: [author] })
class Observables {
  fetch(_from?: KevBookmark): Observable<Page<Entry, KevBookmark>> {
    return EMPTY;
  }
  convert(_entry: Entry): Observable<StixObject[]> {
    return of([author]);
  }
}

@ExternalImport({ bookmark: KevBookmark })
class WithoutWrittenTypes {
  constructor(private readonly config: KevConfig) {}
  async *fetch(from?: KevBookmark) {
    yield { items: [this.config.tlp], bookmark: { since: from?.since ?? '' } };
  }
  async convert(entry: string) {
    return [{ type: 'vulnerability', id: entry }];
  }
}

class ReadsPython {
  readonly since!: string;
  static from(state: unknown): ReadsPython | undefined {
    return typeof state === 'object' ? { since: '' } : undefined;
  }
}

@ExternalImport({ bookmark: ReadsPython })
class Migrated implements Importer<Entry, ReadsPython> {
  fetch(_from?: ReadsPython): Page<Entry, ReadsPython>[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

const blueprint: ConnectorBlueprint = explore(Generators);
const bookmark: object | undefined = readBookmark(blueprint, {});

@Injectable()
class Asker {
  constructor(
    @Inject('name') readonly name: string,
    @Inject(delay(() => Smallest)) readonly late: Smallest,
    readonly clock: Clock,
  ) {}
}
const asker: Asker = Container.create().child().provide('name', 1).resolve(Asker);
const clock: Clock = Container.create().resolve(Clock);

export { Smallest, Observables, WithoutWrittenTypes, Migrated, bookmark, asker, clock };

// ---- what does not

// @ts-expect-error no fetch, no convert
@ExternalImport()
export class Empty {}

// @ts-expect-error no convert
@ExternalImport()
export class NoConvert {
  fetch(): Page<Entry>[] {
    return [];
  }
}

// @ts-expect-error no fetch
@ExternalImport()
export class NoFetch {
  convert(): StixObject[] {
    return [];
  }
}

// @ts-expect-error convert gives no STIX
@ExternalImport()
export class Numbers {
  fetch(): Page<Entry>[] {
    return [];
  }
  convert(): number[] {
    return [1];
  }
}

// @ts-expect-error fetch gives items and no pages
@ExternalImport()
export class Items {
  fetch(): Entry[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

// @ts-expect-error the decorator names another bookmark
@ExternalImport({ bookmark: OtherBookmark })
export class WrongBookmark implements Importer<Entry, KevBookmark> {
  fetch(_from?: KevBookmark): Page<Entry, KevBookmark>[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

// @ts-expect-error the decorator names a smaller bookmark than the class needs
@ExternalImport({ bookmark: KevBookmark })
export class NeedsMore implements Importer<Entry, LongerBookmark> {
  fetch(_from?: LongerBookmark): Page<Entry, LongerBookmark>[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

// @ts-expect-error the decorator names a larger bookmark than the class gives
@ExternalImport({ bookmark: LongerBookmark })
export class GivesLess implements Importer<Entry, KevBookmark> {
  fetch(_from?: KevBookmark): Page<Entry, KevBookmark>[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

// @ts-expect-error the decorator names no bookmark
@ExternalImport({ name: 'KEV' })
export class ForgottenBookmark implements Importer<Entry, KevBookmark> {
  fetch(_from?: KevBookmark): Page<Entry, KevBookmark>[] {
    return [];
  }
  convert(): StixObject[] {
    return [];
  }
}

export class Mixed implements Importer<Entry> {
  // @ts-expect-error what is fetched is not what is converted
  fetch(): Page<string>[] {
    return [];
  }
  convert(_entry: Entry): StixObject[] {
    return [];
  }
}

// @ts-expect-error a page has a bookmark
export const pageWithout: Page<Entry, KevBookmark> = { items: [] };

// @ts-expect-error a bookmark has all its properties
export const half: Page<Entry, LongerBookmark> = { items: [], bookmark: { since: '' } };

// @ts-expect-error there is no such option
ExternalImport({ nome: 'KEV' });

// @ts-expect-error a duration is text
ExternalImport({ durationPeriod: 60 });

class TakesArguments {
  constructor(readonly since: string) {}
}
// @ts-expect-error a bookmark is made without arguments
ExternalImport({ bookmark: TakesArguments });

// @ts-expect-error an author is a STIX object
ExternalImport({ author: 'CISA' });

// @ts-expect-error an author is made of a STIX object
ExternalImport({ author: () => 'CISA' });

// @ts-expect-error there is no such setting
ExternalImport({ author: settings => settings.get(KevConfig).author });

// @ts-expect-error an abstract class can't be built
@Injectable()
export abstract class Abstract {}

// @ts-expect-error the value is not what the class stands for
Container.create().provide(Clock, new Date());

// @ts-expect-error a logger is no clock
export const wrong: Clock = Container.create().resolve(Logger);

// @ts-expect-error a token is a class, text or a symbol
Inject(7);

// @ts-expect-error delay takes a function
delay(Smallest);

// @ts-expect-error a Constructor can be called with new only
export const called: unknown = (Smallest as Constructor)();
