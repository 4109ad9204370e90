import type { Identifiable } from '../ids/identifiable.js';
import { TLP_LEVELS, isTlp, type Tlp } from './levels.js';

const TLP_BY_ID: ReadonlyMap<unknown, Tlp> = new Map(
  Object.entries(TLP_LEVELS)
    .filter(([name]) => name !== 'TLP:WHITE')
    .map(([name, level]) => [level.id, name as Tlp]),
);

/**
 * The TLP level of a marking definition, or of an object by what it is marked with; the strictest when
 * there are several. Undefined when there is none. Markings that an object refers to are known by
 * their id: a TLP level under an id that is not OpenCTI's is not seen.
 */
export function tlpOf(object: Identifiable): Tlp | undefined {
  const members = object as unknown as Readonly<Record<string, unknown>>;
  if (members.type === 'marking-definition') return tlpOfMarking(members);
  const refs = members.object_marking_refs;

  return Array.isArray(refs) ? strictest(refs.map(ref => TLP_BY_ID.get(ref))) : undefined;
}

/**
 * Reads a marking as OpenCTI's worker does: what OpenCTI added wins, then STIX's `definition.tlp`,
 * then the name; a level's own id settles it when none of them tells.
 */
function tlpOfMarking(marking: Readonly<Record<string, unknown>>): Tlp | undefined {
  const { x_opencti_definition_type, x_opencti_definition, definition_type, definition } = marking;
  if (x_opencti_definition_type != null) {
    return isProtocolTlp(x_opencti_definition_type) ? levelNamed(x_opencti_definition) : undefined;
  }
  if (!isProtocolTlp(definition_type)) return levelNamed(marking.name) ?? TLP_BY_ID.get(marking.id);

  return (
    levelNamed(`TLP:${String(colorOf(definition))}`) ??
    levelNamed(definition) ??
    levelNamed(marking.name) ??
    TLP_BY_ID.get(marking.id)
  );
}

function isProtocolTlp(type: unknown): boolean {
  return typeof type === 'string' && type.toUpperCase() === 'TLP';
}

function colorOf(definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null) return undefined;

  return (definition as Readonly<Record<string, unknown>>).tlp;
}

function levelNamed(name: unknown): Tlp | undefined {
  const level = typeof name === 'string' ? name.toUpperCase() : undefined;
  if (!isTlp(level)) return undefined;

  return level === 'TLP:WHITE' ? 'TLP:CLEAR' : level;
}

function strictest(levels: readonly (Tlp | undefined)[]): Tlp | undefined {
  return levels
    .filter(level => level !== undefined)
    .reduce<Tlp | undefined>(
      (high, level) => (high && TLP_LEVELS[high].order >= TLP_LEVELS[level].order ? high : level),
      undefined,
    );
}
