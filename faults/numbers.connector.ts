import { IsInt, IsUrl } from 'class-validator';
import {
  Config,
  ExternalImport,
  Http,
  Setting,
  Stix,
  type Importer,
  type Page,
  type StixObject,
} from 'octiflow';
import { map, type Observable } from 'rxjs';

@Config('numbers')
export class NumbersConfig {
  @Setting({ description: 'Root of the source.' })
  @IsUrl({ require_tld: false })
  readonly url!: string;
}

export class NumbersBookmark {
  @IsInt()
  readonly next!: number;
}

interface Reply {
  readonly items: readonly number[];
  readonly next: number;
  readonly more: boolean;
}

/** Imports numbers, a page a request: what must not get lost is easily counted. */
@ExternalImport({
  name: 'Numbers',
  durationPeriod: 'PT1S',
  bookmark: NumbersBookmark,
  author: Stix.organization({ name: 'Source of numbers' }),
})
export class Numbers implements Importer<number, NumbersBookmark> {
  constructor(
    private readonly config: NumbersConfig,
    private readonly http: Http,
  ) {}

  fetch(from?: NumbersBookmark): Observable<Page<number, NumbersBookmark>> {
    return this.http
      .get<Reply>(`${this.config.url}/items`, { query: { from: from?.next ?? 0 } })
      .pipe(map(({ items, next, more }) => ({ items, bookmark: { next }, more })));
  }

  convert(n: number): StixObject[] {
    const malware = Stix.malware({ name: `number ${n}`, is_family: true });
    const tool = Stix.tool({ name: `number ${n}` });

    return [malware, tool, Stix.relationship(malware, 'uses', tool)];
  }
}
