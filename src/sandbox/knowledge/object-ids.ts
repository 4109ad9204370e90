import {
  aliasesOf,
  isAliasedType,
  isPap,
  PAP_LEVELS,
  stixId,
  TLP_LEVELS,
  tlpOf,
} from '../../stix/index.js';
import { attribute, texts, type StixRecord } from './stix-record.js';

/** Other ids that are remembered of one object. @see OpenCTI `MAX_TRANSIENT_STIX_IDS` */
export const MAX_OTHER_IDS = 200;

/**
 * The id OpenCTI gives an object, from its properties. An object whose id can't be computed, or would
 * be drawn at random, keeps the one it came with.
 */
export function standardIdOf(object: StixRecord): string {
  const fixed = object.type === 'marking-definition' ? fixedMarkingId(object) : undefined;
  if (fixed !== undefined) return fixed;
  try {
    const id = stixId(object);
    return isDeterministic(id) ? id : object.id;
  } catch {
    return object.id;
  }
}

/** Every id under which a stored object is found: its own, the other ones it came with, its aliases'. */
export function idsOf(object: StixRecord): ReadonlySet<string> {
  const claimed = texts([attribute(object, 'id')]);
  const others = texts(attribute(object, 'stix_ids'));
  const aliases = isAliasedType(object.type) ? texts(aliasesOf(object)) : [];
  const ofAliases = aliases.map(alias => standardIdOf({ ...object, name: alias }));

  return new Set([object.id, ...claimed, ...others, ...ofAliases]);
}

/** The object under another id; the id it came with is kept among its other ids. */
export function underId(object: StixRecord, id: string): StixRecord {
  const others = new Set([...texts(attribute(object, 'stix_ids')), object.id]);
  others.delete(id);
  const { x_opencti_stix_ids: _before, ...rest } = object;
  if (others.size === 0) return { ...rest, id };

  return { ...rest, id, x_opencti_stix_ids: [...others].slice(-MAX_OTHER_IDS) };
}

/** True for a UUID of version 5, which is made from a name. */
function isDeterministic(id: string): boolean {
  return /--[0-9a-f]{8}-[0-9a-f]{4}-5/.test(id);
}

/** The markings of TLP and PAP have ids that are theirs for good, however they are written. */
function fixedMarkingId(marking: StixRecord): string | undefined {
  const tlp = tlpOf(marking);
  if (tlp) return TLP_LEVELS[tlp].id;
  const definition = String(marking.x_opencti_definition ?? marking.name).toUpperCase();

  return isPap(definition) ? PAP_LEVELS[definition].id : undefined;
}
