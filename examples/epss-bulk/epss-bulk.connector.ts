import { ExternalImport, tlpMarking, type Importer, type Page, type StixObject } from 'octiflow';
import { EpssBulkBookmark } from './epss-bulk.bookmark.js';
import { EpssBulkClient, type EpssItem } from './epss-bulk.client.js';
import { EpssBulkConverter } from './epss-bulk.converter.js';

/** Brings the EPSS scores that FIRST publishes each day, all in one file, into OpenCTI. */
@ExternalImport({
  name: 'FIRST EPSS (bulk)',
  scope: ['vulnerability'],
  durationPeriod: 'PT6H',
  bookmark: EpssBulkBookmark,
  markings: tlpMarking('TLP:CLEAR'),
  skipUnchanged: true,
  // Of a page of 1,000: more of them are a file in another form.
  maxSkipped: 100,
})
export class EpssBulk implements Importer<EpssItem, EpssBulkBookmark> {
  constructor(
    private readonly client: EpssBulkClient,
    private readonly converter: EpssBulkConverter,
  ) {}

  fetch(from?: EpssBulkBookmark): AsyncIterable<Page<EpssItem, EpssBulkBookmark>> {
    return this.client.pages(from);
  }

  convert(item: EpssItem): Iterable<StixObject> {
    return this.converter.toStix(item);
  }
}
