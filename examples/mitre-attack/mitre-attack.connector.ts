import { ExternalImport, type Importer, type Page, type StixObject } from 'octiflow';
import { MitreBookmark } from './mitre-attack.bookmark.js';
import { MitreClient, type IndexedObject } from './mitre-attack.client.js';
import { MitreConverter } from './mitre-attack.converter.js';

/** Brings MITRE ATT&CK and CAPEC into OpenCTI. */
@ExternalImport({
  name: 'MITRE Datasets',
  scope: ['tool', 'malware', 'identity', 'campaign', 'intrusion-set', 'attack-pattern'],
  durationPeriod: 'P7D',
  bookmark: MitreBookmark,
  skipUnchanged: true,
})
export class MitreAttack implements Importer<IndexedObject, MitreBookmark> {
  constructor(
    private readonly client: MitreClient,
    private readonly converter: MitreConverter,
  ) {}

  fetch(from?: MitreBookmark): AsyncIterable<Page<IndexedObject, MitreBookmark>> {
    return this.client.pages(from);
  }

  convert(item: IndexedObject): Iterable<StixObject> {
    return this.converter.toStix(item);
  }
}
