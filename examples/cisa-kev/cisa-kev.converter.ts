import { Injectable, SkippableError, Stix, type StixObject } from 'octiflow';
import { CisaConfig } from './cisa-kev.config.js';

/** The author of everything that this connector makes. */
export const CISA = Stix.organization({
  name: 'Cybersecurity and Infrastructure Security Agency',
  description:
    'Federal agency of the United States that works for the security and resilience of its civilian networks and infrastructure; publisher of the KEV catalogue.',
  x_opencti_organization_type: 'vendor',
});

/** Turns a catalogue entry into STIX. No I/O. */
@Injectable()
export class KevConverter {
  private readonly spellings = new Map<string, string>();

  constructor(private readonly config: CisaConfig) {}

  /** @throws SkippableError when the entry lacks what makes it one. */
  *toStix(raw: unknown): Iterable<StixObject> {
    const entry = checked(raw);
    const { cveID, vendorProject, product } = entry;
    const x_opencti_cisa_kev = true;
    if (this.config.kevFlagOnly) {
      yield Stix.vulnerability({ name: cveID, x_opencti_cisa_kev });
      return;
    }

    const created = `${entry.dateAdded}T00:00:00.000Z`;
    const description = entry.shortDescription;
    const vulnerability = Stix.vulnerability({
      name: cveID,
      description,
      created,
      x_opencti_cisa_kev,
    });
    const vendor = Stix.organization({
      // Blanks don't count in the id; with them the same vendor would have two names.
      name: vendorProject.trim(),
      description: 'Software Vendor',
      x_opencti_organization_type: 'vendor',
    });
    const software = Stix.software({ name: product, vendor: vendorProject });

    yield vulnerability;
    yield vendor;
    yield software;
    // The date of the entry is part of these ids, as it is in the Python connector.
    yield Stix.relationship(software, 'related-to', vendor, {
      description: 'maintained by',
      start_time: created,
    });
    yield Stix.relationship(software, 'has', vulnerability, { start_time: created });
    if (!this.config.createInfrastructures) return;

    const infrastructure = Stix.infrastructure({ name: this.spelt(product) });
    yield infrastructure;
    yield Stix.relationship(infrastructure, 'has', vulnerability, { start_time: created });
    yield Stix.relationship(vendor, 'related-to', infrastructure, {
      description: 'maintains',
      start_time: created,
    });
  }

  /**
   * The first spelling of a product. Those that differ in capitals or blanks only are one
   * infrastructure for OpenCTI, which each entry would rename.
   */
  private spelt(product: string): string {
    const name = product.trim();
    const known = this.spellings.get(name.toLowerCase());
    if (known === undefined) this.spellings.set(name.toLowerCase(), name);

    return known ?? name;
  }
}

interface KevEntry {
  readonly cveID: string;
  readonly vendorProject: string;
  readonly product: string;
  readonly shortDescription: string;
  /** `YYYY-MM-DD` */
  readonly dateAdded: string;
}

const NEEDED = ['cveID', 'vendorProject', 'product', 'shortDescription', 'dateAdded'] as const;

function checked(raw: unknown): KevEntry {
  if (typeof raw !== 'object' || raw === null)
    throw new SkippableError(`the entry is ${String(raw)}`);
  const entry = raw as Record<string, unknown>;

  for (const member of NEEDED) {
    const value = entry[member];
    if (typeof value !== 'string' || value.trim() === '') throw new SkippableError(`no ${member}`);
  }
  if (!isDay(entry['dateAdded'])) {
    throw new SkippableError(`dateAdded is no date: ${String(entry['dateAdded']).slice(0, 40)}`);
  }

  return raw as KevEntry;
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00.000Z`);

  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
