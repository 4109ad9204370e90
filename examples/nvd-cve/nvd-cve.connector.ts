import { ExternalImport, type Importer, type Page, type StixObject } from 'octiflow';
import { CveBookmark } from './nvd-cve.bookmark.js';
import { NvdClient } from './nvd-cve.client.js';
import { CveConverter, MITRE } from './nvd-cve.converter.js';

/** Brings the vulnerabilities of NIST's National Vulnerability Database into OpenCTI. */
@ExternalImport({
  name: 'NIST NVD CVE',
  scope: ['cve'],
  durationPeriod: 'PT6H',
  bookmark: CveBookmark,
  author: MITRE,
  // Runs overlap: what they share is sent once.
  skipUnchanged: true,
})
export class NvdCve implements Importer<unknown, CveBookmark> {
  constructor(
    private readonly client: NvdClient,
    private readonly converter: CveConverter,
  ) {}

  fetch(from?: CveBookmark): AsyncIterable<Page<unknown, CveBookmark>> {
    return this.client.pages(from);
  }

  convert(item: unknown): Iterable<StixObject> {
    return this.converter.toStix(item);
  }
}
