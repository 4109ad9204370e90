import { ExternalImport, Stix, type Importer, type Page, type StixObject } from 'octiflow';
import { ObjectConfig } from './taxii2-objects.config.js';
import { Taxii2Bookmark } from './taxii2.bookmark.js';
import { Taxii2Client } from './taxii2.client.js';
import { Taxii2Converter } from './taxii2.converter.js';

/** Brings the collections of a TAXII 2.1 server into OpenCTI. */
@ExternalImport({
  name: 'TAXII2',
  scope: [
    ...['ipv4-addr', 'ipv6-addr', 'vulnerability', 'domain', 'url'],
    ...['file-sha256', 'file-md5', 'file-sha1'],
  ],
  durationPeriod: 'PT1H',
  bookmark: Taxii2Bookmark,
  author: settings => authorOf(settings.get(ObjectConfig)),
})
export class Taxii2 implements Importer<unknown, Taxii2Bookmark> {
  constructor(
    private readonly client: Taxii2Client,
    private readonly converter: Taxii2Converter,
  ) {}

  fetch(from?: Taxii2Bookmark): AsyncIterable<Page<unknown, Taxii2Bookmark>> {
    return this.client.pages(from);
  }

  convert(object: unknown): Iterable<StixObject> {
    return this.converter.toStix(object);
  }
}

function authorOf(config: ObjectConfig): StixObject | undefined {
  const { createAuthor, authorName: name, authorDescription: description } = config;
  if (!createAuthor || name === undefined) return undefined;

  return Stix.organization({
    name,
    description,
    x_opencti_reliability: config.authorReliability,
  });
}
