import type { Knowledge } from '../knowledge/knowledge.js';
import { entitiesOfStixType } from '../../stix/index.js';
import { isObservable } from '../knowledge/entity-type.js';
import { isEmpty, texts, type StixRecord } from '../knowledge/stix-record.js';
import { PlatformRefusal } from '../platform-refusal.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * What an attribute of the API is in STIX: the member or members it stands for. References to
 * markings, labels and so on are given as ids of those.
 *
 * @throws PlatformRefusal `MISSING_REFERENCE_ERROR` for an id that leads nowhere
 */
export function stixProperties(
  name: string,
  value: unknown,
  stixType: string,
  knowledge: Knowledge,
): Members {
  const prefix = isObservableType(stixType) ? 'x_opencti_' : '';
  switch (name) {
    case 'createdBy':
      return { [`${prefix}created_by_ref`]: find(value, knowledge).object.id };
    case 'objectMarking':
      return { object_marking_refs: list(value).map(id => find(id, knowledge).object.id) };
    case 'objectOrganization':
      return { x_opencti_granted_refs: list(value).map(id => find(id, knowledge).object.id) };
    case 'objectLabel':
      return { [`${prefix}labels`]: list(value).map(id => labelValue(id, knowledge)) };
    case 'externalReferences':
      return { [`${prefix}external_references`]: list(value).map(id => embedded(id, knowledge)) };
    case 'killChainPhases':
      return { kill_chain_phases: list(value).map(id => embedded(id, knowledge)) };
    case 'objects':
      return { object_refs: list(value).map(id => find(id, knowledge).object.id) };
    case 'dataSource':
      return { x_mitre_data_source_ref: find(value, knowledge).object.id };
    case 'hashes':
      return { hashes: hashes(value) };
    default:
      return { [STIX_NAMES.get(name) ?? name]: value };
  }
}

/** True for an attribute that refers to other objects. */
export function isReferenceAttribute(name: string): boolean {
  return REFERENCES.has(name);
}

const REFERENCES = new Set([
  ...['createdBy', 'objectMarking', 'objectOrganization', 'objectLabel', 'externalReferences'],
  ...['killChainPhases', 'objects', 'dataSource'],
]);

const STIX_NAMES: ReadonlyMap<string, string> = new Map([
  ['attribute_abstract', 'abstract'],
  ['attribute_key', 'key'],
  ['attribute_date', 'date'],
  ['attribute_count', 'count'],
]);

function isObservableType(stixType: string): boolean {
  return isObservable({ type: stixType, id: '' }) && entitiesOfStixType(stixType).length > 0;
}

function find(id: unknown, knowledge: Knowledge): { readonly object: StixRecord } {
  const found = knowledge.find(String(id));
  if (!found)
    throw new PlatformRefusal('MISSING_REFERENCE_ERROR', undefined, { unresolvedIds: [id] });

  return found;
}

/** A label may be given by its value instead of an id. */
function labelValue(id: unknown, knowledge: Knowledge): string {
  const known = knowledge.find(String(id))?.object;

  return known?.type === 'label' ? String(known.value) : String(id);
}

/** External references and kill chain phases stand in objects without the fields of an object. */
function embedded(id: unknown, knowledge: Knowledge): Members {
  const { object } = find(id, knowledge);
  const members = Object.entries(object).filter(
    ([name, value]) => !['id', 'type', 'spec_version'].includes(name) && !isEmpty(value),
  );

  return Object.fromEntries(members);
}

function hashes(value: unknown): Members {
  if (!Array.isArray(value)) return value as Members;
  const entries = (value as readonly Members[]).map(
    ({ algorithm, hash }) => [String(algorithm), hash] as const,
  );

  return Object.fromEntries(entries);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : texts([value]);
}
