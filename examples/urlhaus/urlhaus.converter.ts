import { Injectable, SkippableError, Stix, pattern, utcTime, type StixObject } from 'octiflow';
import type { UrlhausRow } from './urlhaus.client.js';
import { UrlhausConfig } from './urlhaus.config.js';
import { UrlhausThreats } from './urlhaus.threats.js';

/** The author of everything that this connector makes. */
export const ABUSE_CH = Stix.organization({
  name: 'Abuse.ch',
  description: 'Swiss non-profit that collects and shares data on malware; publisher of URLhaus.',
  external_references: [{ source_name: 'urlhaus.abuse.ch', url: 'https://urlhaus.abuse.ch/' }],
});

/** Turns a row of the feed into STIX. */
@Injectable()
export class UrlhausConverter {
  constructor(
    private readonly config: UrlhausConfig,
    private readonly threats: UrlhausThreats,
  ) {}

  /** @throws SkippableError when the row lacks what makes it one. */
  async *toStix(row: UrlhausRow): AsyncIterable<StixObject> {
    const { value, added } = checked(row);
    const { defaultXOpenctiScore: x_opencti_score, importOffline, threatsFromLabels } = this.config;
    if (row['url_status'] === 'offline' && !importOffline) return;

    const { threat, reporter, url_status: status } = row;
    const description = `Threat: ${threat} - Reporter: ${reporter} - Status: ${status}`;
    const external_references = referencesOf(row);
    const labels = tagsOf(row);
    const indicator = Stix.indicator({
      name: value,
      description,
      pattern: pattern.equals('url:value', value),
      pattern_type: 'stix',
      valid_from: added,
      created: added,
      labels,
      external_references,
      x_opencti_score,
      x_opencti_main_observable_type: 'Url',
    });
    const observable = Stix.url({
      value,
      x_opencti_description: description,
      x_opencti_labels: labels,
      x_opencti_external_references: external_references,
      x_opencti_score,
    });

    yield indicator;
    yield observable;
    yield Stix.relationship(indicator, 'based-on', observable);
    if (!threatsFromLabels) return;

    const times = { created: added, start_time: added, stop_time: new Date(+added + 3_000) };
    for (const tag of labels) {
      const known = await this.threats.named(tag);
      if (known === undefined) continue;
      yield Stix.relationship(indicator, 'indicates', known.standardId, times);
      yield Stix.relationship(observable, 'related-to', known.standardId, times);
    }
  }
}

function checked(row: UrlhausRow): { value: string; added: Date } {
  const value = row['url']?.trim() ?? '';
  if (!URL.canParse(value)) throw new SkippableError(`row ${row['id']} has no URL`);
  const added = utcTime(row['dateadded']);
  if (Number.isNaN(added)) throw new SkippableError(`row ${row['id']} has no date`);

  return { value, added: new Date(added) };
}

function referencesOf({
  urlhaus_link: url = '',
}: UrlhausRow): { source_name: string; url: string }[] {
  return /^https?:/.test(url) ? [{ source_name: 'Abuse.ch URLhaus', url }] : [];
}

/** The feed writes `None` where there are no tags. */
function tagsOf({ tags = '' }: UrlhausRow): string[] {
  const all = tags.split(',').map(tag => tag.trim());

  return [...new Set(all)].filter(tag => tag !== '' && tag !== 'None');
}
