import {
  Enrichment,
  SkippableError,
  tlpMarking,
  type Enricher,
  type EnrichmentRequest,
  type StixObject,
  type StixOf,
} from 'octiflow';
import { map, type Observable } from 'rxjs';
import { dnsName } from './dns-records.js';
import { DnsClient } from './google-dns.client.js';
import { DnsConfig } from './google-dns.config.js';
import { DnsConverter, GOOGLE_DNS } from './google-dns.converter.js';

type Name = StixOf<'Domain-Name' | 'Hostname'>;

/** Adds to names what the Domain Name System says about them. */
@Enrichment({
  name: 'Google DNS',
  scope: ['Domain-Name', 'Hostname'],
  maxTlp: settings => settings.get(DnsConfig).maxTlp,
  author: GOOGLE_DNS,
  markings: [tlpMarking('TLP:CLEAR')],
  concurrency: 8,
})
export class GoogleDns implements Enricher<Name> {
  constructor(
    private readonly client: DnsClient,
    private readonly converter: DnsConverter,
  ) {}

  enrich({ entity, note }: EnrichmentRequest<Name>): Observable<readonly StixObject[]> {
    const name = dnsName(entity.value);
    if (name === undefined) {
      throw new SkippableError(`${entity.value.slice(0, 80)} is no name in public DNS`);
    }

    return this.client.records(name).pipe(
      map(answers => {
        for (const text of answers.flatMap(({ notes }) => notes)) note(text);
        const objects = [...this.converter.toStix(entity, answers)];
        if (objects.length === 0) note(`DNS has no records of ${name}`);

        return objects;
      }),
    );
  }
}
