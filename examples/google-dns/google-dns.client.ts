import { Http, Injectable, RetryableError } from 'octiflow';
import { forkJoin, map, type Observable } from 'rxjs';
import { RECORD_TYPES, recordValue, type DnsAnswer, type RecordType } from './dns-records.js';
import { DnsConfig } from './google-dns.config.js';

const TYPES = Object.keys(RECORD_TYPES) as readonly RecordType[];

/** Answers that say that there is nothing: no error, and no such name. */
const NOTHING_WRONG: ReadonlySet<number> = new Set([0, 3]);

/** A message of DNS has 64 KB; as JSON it is a few times as long. */
const MAX_BYTES = 1_000_000;

/** Asks Google Public DNS over HTTPS. */
@Injectable()
export class DnsClient {
  private readonly resolver: Http;

  constructor(
    private readonly config: DnsConfig,
    http: Http,
  ) {
    this.resolver = http.with({ concurrency: 20, maxBytes: MAX_BYTES });
  }

  /** Everything that is asked about a name: all of it or, when a question fails, an error. */
  records(name: string): Observable<readonly DnsAnswer[]> {
    return forkJoin(TYPES.map(type => this.answer(name, type)));
  }

  private answer(name: string, type: RecordType): Observable<DnsAnswer> {
    return this.resolver
      .get(this.config.apiBaseUrl, { query: { name, type } })
      .pipe(map(body => answerIn(body, type)));
  }
}

function answerIn(body: unknown, type: RecordType): DnsAnswer {
  const { Status: status, Answer: records = [] } = (body ?? {}) as Record<string, unknown>;
  if (typeof status !== 'number' || !Array.isArray(records)) {
    throw new RetryableError(`the reply about ${type} is no DNS: it lacks Status or Answer`);
  }
  // A name whose own servers fail is not the resolver's fault; asking again would not help.
  const notes = NOTHING_WRONG.has(status) ? [] : [`${type} can not be resolved (code ${status})`];
  const values = new Set<string>();
  let unusable = 0;

  for (const record of records as readonly unknown[]) {
    const { type: number, data } = (record ?? {}) as Record<string, unknown>;
    // The way to an address leads through CNAME records, which come along.
    if (number !== RECORD_TYPES[type]) continue;
    try {
      const value = typeof data === 'string' ? recordValue(type, data) : refuse();
      if (value !== undefined) values.add(value);
    } catch {
      unusable += 1;
    }
  }
  if (unusable > 0) notes.push(`${unusable} ${type} records make no sense and are left out`);

  return { type, values: [...values], notes };
}

function refuse(): never {
  throw new RangeError('no text');
}
