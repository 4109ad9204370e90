import type { Knowledge } from '../knowledge/knowledge.js';
import type { MemberPatch } from '../knowledge/patch-object.js';
import type { StixRecord } from '../knowledge/stix-record.js';
import { isReferenceAttribute, stixProperties } from './stix-properties.js';

type Input = Readonly<Record<string, unknown>>;

/** Attributes that are lists, whatever an object has at the moment. */
const LISTS =
  /(^|_)(aliases|labels|types|goals|roles|motivations|platforms|capabilities|languages|envs|sectors|refs|additional_names|permissions_required)$/;

/**
 * The changes that a `fieldPatch` stands for.
 *
 * @throws PlatformRefusal `MISSING_REFERENCE_ERROR`
 */
export function fieldPatches(
  object: StixRecord,
  edits: readonly unknown[],
  knowledge: Knowledge,
): readonly MemberPatch[] {
  return edits.flatMap(edit => {
    const { key, value, operation } = asInput(edit);
    if (typeof key !== 'string') return [];
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const values = texts.map(one => typedValue(key, one, object));
    if (key === 'createdBy' && values.length === 0) return NO_AUTHOR;
    const given = isList(key, object, values) ? values : values[0];
    return patches(key, operationOf(operation), given, object, knowledge);
  });
}

/** The change that a `relationAdd` or `relationDelete` stands for. */
export function relationPatches(
  object: StixRecord,
  relationshipType: string,
  toId: unknown,
  operation: 'add' | 'remove',
  knowledge: Knowledge,
): readonly MemberPatch[] {
  const attribute = RELATIONS.get(relationshipType);
  if (attribute === undefined) return [];
  if (attribute !== 'createdBy') return patches(attribute, operation, [toId], object, knowledge);

  // There is one author: to give another is to take its place.
  return operation === 'remove'
    ? NO_AUTHOR
    : patches(attribute, 'replace', toId, object, knowledge);
}

/** The author stands in one place in observables, in another in the rest. */
const NO_AUTHOR: readonly MemberPatch[] = ['created_by_ref', 'x_opencti_created_by_ref'].map(
  name => ({ name, operation: 'replace', value: null }),
);

const RELATIONS: ReadonlyMap<string, string> = new Map([
  ['created-by', 'createdBy'],
  ['object-marking', 'objectMarking'],
  ['object-label', 'objectLabel'],
  ['external-reference', 'externalReferences'],
  ['kill-chain-phase', 'killChainPhases'],
  ['object', 'objects'],
  ['granted', 'objectOrganization'],
]);

function patches(
  attribute: string,
  operation: MemberPatch['operation'],
  value: unknown,
  object: StixRecord,
  knowledge: Knowledge,
): readonly MemberPatch[] {
  const members = stixProperties(attribute, value, object.type, knowledge);

  return Object.entries(members).map(([name, given]) => ({ name, operation, value: given }));
}

/** Edits give every value as text; what is a number or a truth value is stored as one. */
function typedValue(key: string, value: unknown, object: StixRecord): unknown {
  if (typeof value !== 'string') return value;
  const isNumber = NUMBERS.has(key) || typeof object[key] === 'number';
  if (isNumber && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value);
  const isTruth = TRUTHS.has(key) || typeof object[key] === 'boolean';

  return isTruth && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value;
}

const NUMBERS = new Set([
  ...['confidence', 'x_opencti_score', 'x_opencti_order', 'number_observed', 'attribute_count'],
  ...['x_opencti_cvss_base_score', 'x_opencti_epss_score', 'x_opencti_epss_percentile'],
]);

const TRUTHS = new Set([
  ...['revoked', 'is_family', 'is_active', 'is_multipart'],
  ...['x_opencti_detection', 'x_opencti_cisa_kev', 'x_opencti_negative'],
]);

function isList(key: string, object: StixRecord, values: readonly unknown[]): boolean {
  if (key === 'createdBy' || key === 'dataSource') return false;
  if (isReferenceAttribute(key) || values.length > 1) return true;

  return LISTS.test(key) || Array.isArray(object[key]);
}

function operationOf(operation: unknown): MemberPatch['operation'] {
  return operation === 'add' || operation === 'remove' ? operation : 'replace';
}

function asInput(value: unknown): Input {
  return typeof value === 'object' && value !== null ? (value as Input) : {};
}
