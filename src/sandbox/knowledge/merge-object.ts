import { aliasesOf, aliasesProperty, isAliasedType } from '../../stix/index.js';
import { MAX_OTHER_IDS } from './object-ids.js';
import { isReference } from './references.js';
import { isEmpty, texts, type StixRecord } from './stix-record.js';

/** Confidence of an object that has none: the level of the sandbox's administrator. */
const FULL_CONFIDENCE = 100;

/** Lists that only grow, beside references. */
const GROWING = new Set(['labels', 'x_opencti_labels', 'kill_chain_phases']);

/** Lists of external references; they grow by source and id, or by address. */
const EXTERNAL_REFERENCES = new Set(['external_references', 'x_opencti_external_references']);

/** Where aliases may be; they are merged as one list. */
const ALIASES = new Set(['aliases', 'x_opencti_aliases', 'x_mitre_aliases', 'x_amitt_aliases']);

/** Members that belong to the stored object for good. */
const FIXED = new Set(['type', 'id', 'created', 'x_opencti_id']);

/**
 * What is stored after an object came again. What was empty is filled; what was there is replaced if
 * the newcomer's confidence is not lower; labels, external references, phases, aliases and references
 * in lists only grow; nothing is emptied. Gives back the very same object when nothing changed.
 *
 * @param mayReplace whether what is there may be replaced; default: as the confidences say
 * @see OpenCTI `utils/upsert-utils.js`
 */
export function mergeObject(
  stored: StixRecord,
  incoming: StixRecord,
  mayReplace: boolean = confidenceOf(incoming) >= confidenceOf(stored),
): StixRecord {
  const merged = new Map<string, unknown>(Object.entries(stored));
  mergeAliases(merged, stored, incoming);

  for (const [property, value] of Object.entries(incoming)) {
    if (FIXED.has(property) || isEmpty(value)) continue;
    if (ALIASES.has(property) && isAliasedType(stored.type)) continue;
    const known = merged.get(property);
    const next = mergedValue(property, known, value, mayReplace, stored.type);
    if (!isSame(known, next)) merged.set(property, next);
  }
  const result = Object.fromEntries(merged) as StixRecord;

  return isSame(withoutModified(stored), withoutModified(result)) ? stored : result;
}

function mergedValue(
  property: string,
  known: unknown,
  value: unknown,
  mayReplace: boolean,
  type: string,
): unknown {
  if (isEmpty(known)) return value;
  if (property === 'name' && isAliasedType(type)) return known;
  if (property === 'x_opencti_stix_ids') {
    return union(known, value, String).slice(-MAX_OTHER_IDS);
  }
  if (EXTERNAL_REFERENCES.has(property)) return union(known, value, externalReferenceKey);
  if (GROWING.has(property)) return union(known, value, JSON.stringify);
  if (isReference(property) && Array.isArray(known)) return union(known, value, JSON.stringify);
  if (property === 'hashes' && isPlain(known) && isPlain(value)) return { ...value, ...known };

  return mayReplace ? value : known;
}

/** A name that differs is one more alias: the two were found to be the same thing. */
function mergeAliases(
  merged: Map<string, unknown>,
  stored: StixRecord,
  incoming: StixRecord,
): void {
  if (!isAliasedType(stored.type)) return;
  const aliases = [...texts(aliasesOf(stored))];
  const known = new Set([...texts([stored.name]), ...aliases].map(normalized));

  for (const name of [...texts([incoming.name]), ...texts(aliasesOf(incoming))]) {
    if (known.has(normalized(name))) continue;
    known.add(normalized(name));
    aliases.push(name);
  }
  if (aliases.length > 0) merged.set(aliasesProperty(stored.type), aliases);
}

function normalized(name: string): string {
  return name.trim().toLowerCase();
}

function confidenceOf({ confidence }: StixRecord): number {
  return typeof confidence === 'number' ? confidence : FULL_CONFIDENCE;
}

function union(
  known: unknown,
  value: unknown,
  keyOf: (item: unknown) => string,
): readonly unknown[] {
  const items: unknown[] = [known].flat();
  const keys = new Set(items.map(keyOf));

  for (const item of [value].flat()) {
    const key = keyOf(item);
    if (keys.has(key)) continue;
    keys.add(key);
    items.push(item);
  }

  return items;
}

/** What makes two external references the same: the address, else the source and its id. */
export function externalReferenceKey(reference: unknown): string {
  if (!isPlain(reference)) return JSON.stringify(reference);
  const { url, source_name: source, external_id: id } = reference;

  return isEmpty(url) ? JSON.stringify([source, id]) : JSON.stringify(url);
}

function withoutModified({ modified: _modified, ...rest }: StixRecord): unknown {
  return rest;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
