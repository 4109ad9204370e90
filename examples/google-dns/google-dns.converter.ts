import { Injectable, Stix, type StixObject, type StixOf } from 'octiflow';
import type { DnsAnswer, RecordType } from './dns-records.js';

/** The author of everything that this connector makes. */
export const GOOGLE_DNS = Stix.organization({
  name: 'Google Public DNS',
  description: 'Public resolver of the Domain Name System.',
});

/** What the relationship to a record's value is described with, as in the Python connector. */
const DESCRIPTIONS: Partial<Record<RecordType, string>> = {
  NS: 'name-server',
  CNAME: 'cname',
  MX: 'mx',
  TXT: 'TXT',
};

type Name = StixOf<'Domain-Name' | 'Hostname'>;
type Target = StixOf<'IPv4-Addr' | 'Domain-Name' | 'Text'>;

/** A value that a name leads to, and in which ways. */
interface Link {
  readonly target: Target;
  readonly descriptions: string[];
}

/** Turns records of a name into STIX. No I/O. */
@Injectable()
export class DnsConverter {
  /** Values and relationships, each once: a name that serves in two ways has both descriptions. */
  *toStix(entity: Name, answers: readonly DnsAnswer[]): Iterable<StixObject> {
    const links = new Map<string, Link>();
    for (const { type, values } of answers) {
      for (const value of values) {
        const target = targetOf(type, value);
        const found = links.get(target.id) ?? { target, descriptions: [] };
        const description = DESCRIPTIONS[type];
        if (description) found.descriptions.push(description);
        links.set(target.id, found);
      }
    }

    for (const { target, descriptions } of links.values()) {
      if (target.id === entity.id) continue;
      yield target;
      yield relationship(entity, target, descriptions.join(', '));
    }
  }
}

function targetOf(type: RecordType, value: string): Target {
  if (type === 'A') return Stix.ipv4(value);

  return type === 'TXT' ? Stix.text(value) : Stix.domainName(value);
}

function relationship(entity: Name, target: Target, description: string): StixObject {
  const properties = { confidence: 100, ...(description && { description }) };

  return target.type === 'text'
    ? Stix.relationship(entity.id, 'related-to', target, properties)
    : Stix.relationship(entity.id, 'resolves-to', target, properties);
}
