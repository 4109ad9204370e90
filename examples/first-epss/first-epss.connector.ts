import {
  Enrichment,
  SkippableError,
  type Enricher,
  type EnrichmentRequest,
  type StixObject,
  type StixOf,
} from 'octiflow';
import { map, type Observable } from 'rxjs';
import { EpssClient } from './first-epss.client.js';
import { EpssConfig } from './first-epss.config.js';
import { EpssConverter } from './first-epss.converter.js';

type Vulnerability = StixOf<'Vulnerability'>;

/** Adds to vulnerabilities how likely they are exploited, as FIRST's EPSS estimates it. */
@Enrichment({
  name: 'First EPSS',
  scope: 'Vulnerability',
  maxTlp: settings => settings.get(EpssConfig).maxTlp,
  // So many wait together for one call.
  concurrency: 50,
})
export class FirstEpss implements Enricher<Vulnerability> {
  constructor(
    private readonly client: EpssClient,
    private readonly converter: EpssConverter,
  ) {}

  enrich(request: EnrichmentRequest<Vulnerability>): Observable<readonly StixObject[]> {
    const { entity } = request;
    const cve = entity.name.trim().toUpperCase();
    if (!/^CVE-\d{4}-\d{4,7}$/.test(cve)) {
      throw new SkippableError(`${entity.name.slice(0, 40)} is no CVE id`);
    }

    return this.client.row(cve).pipe(
      map(row => {
        if (row !== undefined) return this.converter.toStix(entity, row);
        request.note(`FIRST has no EPSS score of ${cve}`);
        return [];
      }),
    );
  }
}
