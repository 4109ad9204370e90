import { ExternalImport, tlpMarking, type Importer, type Page, type StixObject } from 'octiflow';
import { UrlhausBookmark } from './urlhaus.bookmark.js';
import { UrlhausClient, type UrlhausRow } from './urlhaus.client.js';
import { ABUSE_CH, UrlhausConverter } from './urlhaus.converter.js';
import { UrlhausThreats } from './urlhaus.threats.js';

/** Brings the URLs that spread malware, as abuse.ch lists them, into OpenCTI. */
@ExternalImport({
  name: 'Urlhaus',
  scope: ['urlhaus'],
  durationPeriod: 'PT1H',
  bookmark: UrlhausBookmark,
  author: ABUSE_CH,
  markings: tlpMarking('TLP:CLEAR'),
})
export class Urlhaus implements Importer<UrlhausRow, UrlhausBookmark> {
  constructor(
    private readonly client: UrlhausClient,
    private readonly converter: UrlhausConverter,
    private readonly threats: UrlhausThreats,
  ) {}

  fetch(from?: UrlhausBookmark): AsyncIterable<Page<UrlhausRow, UrlhausBookmark>> {
    this.threats.forget();

    return this.client.pages(from);
  }

  convert(row: UrlhausRow): AsyncIterable<StixObject> {
    return this.converter.toStix(row);
  }
}
