import { ExternalImport, tlpMarking, type Importer, type Page, type StixObject } from 'octiflow';
import { KevBookmark } from './cisa-kev.bookmark.js';
import { KevClient } from './cisa-kev.client.js';
import { CisaConfig } from './cisa-kev.config.js';
import { CISA, KevConverter } from './cisa-kev.converter.js';

/** Brings CISA's Known Exploited Vulnerabilities into OpenCTI. */
@ExternalImport({
  name: 'CISA Known Exploited Vulnerabilities',
  scope: ['cisa'],
  durationPeriod: 'P2D',
  bookmark: KevBookmark,
  // With the flag only, a vulnerability's author and markings are left as they are.
  author: settings => (settings.get(CisaConfig).kevFlagOnly ? undefined : CISA),
  markings: settings => {
    const { kevFlagOnly, tlp } = settings.get(CisaConfig);
    return kevFlagOnly ? [] : [tlpMarking(tlp)];
  },
})
export class CisaKev implements Importer<unknown, KevBookmark> {
  constructor(
    private readonly client: KevClient,
    private readonly converter: KevConverter,
  ) {}

  fetch(from?: KevBookmark): AsyncIterable<Page<unknown, KevBookmark>> {
    return this.client.pages(from);
  }

  convert(entry: unknown): Iterable<StixObject> {
    return this.converter.toStix(entry);
  }
}
