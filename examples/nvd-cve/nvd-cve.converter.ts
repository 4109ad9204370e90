import { Injectable, SkippableError, Stix, utcTime, type StixObject } from 'octiflow';
import { affectedSoftware, listOf, type CpeConfiguration } from './affected-software.js';
import { cvssProperties } from './cvss-properties.js';
import { CveConfig } from './nvd-cve.config.js';

/** The author of everything that this connector makes. */
export const MITRE = Stix.organization({ name: 'The MITRE Corporation' });

/** Turns a CVE of NVD into STIX. No I/O. */
@Injectable()
export class CveConverter {
  constructor(private readonly config: CveConfig) {}

  /** @throws SkippableError when the item is no CVE. */
  *toStix(raw: unknown): Iterable<StixObject> {
    const cve = checked(raw);
    const description = descriptionOf(cve);
    const vulnerability = Stix.vulnerability({
      name: cve.id,
      description,
      created: dateOf(cve.published),
      modified: dateOf(cve.lastModified),
      confidence: description ? 100 : 60,
      // What was rejected is no vulnerability, or one of another name.
      ...(cve.vulnStatus === 'Rejected' && { revoked: true }),
      x_opencti_cwe: weaknessesOf(cve),
      external_references: referencesOf(cve),
      ...cvssProperties(cve.metrics),
    });
    yield vulnerability;
    if (!this.config.importSoftware) return;

    for (const software of affectedSoftware(listOf<CpeConfiguration>(cve.configurations))) {
      yield software;
      yield Stix.relationship(software, 'has', vulnerability);
    }
  }
}

interface Cve {
  readonly id: string;
  readonly published?: unknown;
  readonly lastModified?: unknown;
  readonly vulnStatus?: unknown;
  readonly descriptions?: unknown;
  readonly metrics?: unknown;
  readonly weaknesses?: unknown;
  readonly references?: unknown;
  readonly configurations?: unknown;
}

interface Text {
  readonly lang?: unknown;
  readonly value?: unknown;
}

function checked(raw: unknown): Cve {
  const { cve } = (raw ?? {}) as { cve?: Partial<Cve> | null };
  if (typeof cve?.id !== 'string' || !/^CVE-\d{4}-\d{4,}$/.test(cve.id)) {
    throw new SkippableError(`no CVE id: ${String(cve?.id).slice(0, 40)}`);
  }

  return cve as Cve;
}

function descriptionOf({ descriptions }: Cve): string | undefined {
  const texts = listOf<Text>(descriptions);
  const { value } = texts.find(({ lang }) => lang === 'en') ?? texts[0] ?? {};

  return typeof value === 'string' ? value : undefined;
}

/** NVD's dates have no zone, and are UTC. */
function dateOf(value: unknown): Date | undefined {
  const time = typeof value === 'string' ? utcTime(value) : NaN;

  return Number.isNaN(time) ? undefined : new Date(time);
}

function weaknessesOf({ weaknesses }: Cve): string[] {
  const values = listOf<{ description?: unknown }>(weaknesses)
    .flatMap(({ description }) => listOf<Text>(description))
    .map(({ value }) => String(value));

  return [...new Set(values)].filter(value => /^CWE-\d+$/.test(value));
}

function referencesOf({ id, references }: Cve): { source_name: string; url: string }[] {
  const nvd = { source_name: 'NIST NVD', url: `https://nvd.nist.gov/vuln/detail/${id}` };
  const byUrl = new Map([[nvd.url, nvd]]);
  for (const { source, url } of listOf<{ source?: unknown; url?: unknown }>(references)) {
    if (typeof url !== 'string' || byUrl.has(url)) continue;
    byUrl.set(url, { source_name: typeof source === 'string' ? source : 'NVD', url });
  }

  return [...byUrl.values()];
}
