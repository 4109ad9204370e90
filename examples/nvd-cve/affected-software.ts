import { Stix, type StixOf } from 'octiflow';

/** What NVD says about the software of a CVE, as far as it is looked at. */
interface CpeMatch {
  readonly vulnerable?: unknown;
  readonly criteria?: unknown;
}

/** The software that a CVE affects, each once. What has no readable CPE is left out. */
export function affectedSoftware(
  configurations: readonly CpeConfiguration[],
): StixOf<'Software'>[] {
  const matches = configurations
    .flatMap(({ nodes }) => listOf<CpeNode>(nodes))
    .flatMap(({ cpeMatch }) => listOf<CpeMatch>(cpeMatch));
  const names = matches
    .filter(({ vulnerable }) => vulnerable === true)
    .map(({ criteria }) => String(criteria));

  return [...new Set(names)].flatMap(cpe => softwareOf(cpe) ?? []);
}

/** A group of nodes, as NVD writes it. */
export interface CpeConfiguration {
  readonly nodes?: readonly CpeNode[];
}

interface CpeNode {
  readonly cpeMatch?: readonly CpeMatch[];
}

function softwareOf(cpe: string): StixOf<'Software'> | undefined {
  if (!cpe.startsWith('cpe:2.3:')) return undefined;
  // A colon inside a part is escaped.
  const [, , , vendor, name, version] = cpe
    .split(/(?<!\\):/)
    .map(part => part.replace(/\\(.)/g, '$1'));
  if (!name || !vendor || name === '*') return undefined;
  const isAny = version === undefined || version === '*' || version === '-';

  return Stix.software({ name, vendor, cpe, ...(!isAny && { version }) });
}

/** Objects of a list; nothing when it is no list. */
export function listOf<T extends object>(value: unknown): readonly T[] {
  if (!Array.isArray(value)) return [];

  return value.filter((each): each is T => typeof each === 'object' && each !== null);
}
