import { entityTypeOf, isObservable, parentTypesOf } from '../knowledge/entity-type.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { standardIdOf } from '../knowledge/object-ids.js';
import { authorOf, externalReferencesOf, labelsOf } from '../knowledge/shared-properties.js';
import { attribute, texts, type StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { Attributes } from '../operations/filter-group.js';
import { observableValue } from './observable-value.js';

type Finder = Pick<Knowledge, 'find' | 'referringTo'>;

/**
 * The attributes of an entity by which the platform filters, under the names its API has for them. An
 * entity that is referred to is found by any of its ids.
 */
export function attributesOf(stored: StoredObject, knowledge: Finder): Attributes {
  return key => {
    const special = SPECIAL.get(SYNONYMS.get(key) ?? key);

    return special ? special(stored, knowledge) : plainAttribute(stored.object, key);
  };
}

type Reader = (stored: StoredObject, knowledge: Finder) => unknown;

const idsOfSelf: Reader = ({ ids }) => [...ids];

const SPECIAL: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ids', idsOfSelf],
  ['id', idsOfSelf],
  ['internal_id', idsOfSelf],
  ['standard_id', idsOfSelf],
  ['entity_type', ({ object }) => [entityTypeOf(object), ...parentTypesOf(object)]],
  ['parent_types', ({ object }) => parentTypesOf(object)],
  ['created_at', ({ createdAt }) => createdAt],
  ['updated_at', ({ updatedAt }) => updatedAt],
  ['createdBy', ({ object }, knowledge) => idsOf([authorOf(object)], knowledge)],
  ['objectMarking', ({ object }, knowledge) => idsOf(texts(object.object_marking_refs), knowledge)],
  ['objectLabel', ({ object }, knowledge) => labelKeys(object, knowledge)],
  ['objects', ({ object }, knowledge) => idsOf(texts(object.object_refs), knowledge)],
  ['externalReferences', ({ object }, knowledge) => referenceKeys(object, knowledge)],
  ['value', ({ object }) => (isObservable(object) ? observableValue(object) : object.value)],
  ['fromId', ({ object }, knowledge) => idsOf([sourceOf(object)], knowledge)],
  ['toId', ({ object }, knowledge) => idsOf(targetsOf(object), knowledge)],
  ['fromOrToId', ({ object }, knowledge) => idsOf(endsOf(object), knowledge)],
  ['fromTypes', ({ object }, knowledge) => typesOf([sourceOf(object)], knowledge)],
  ['toTypes', ({ object }, knowledge) => typesOf(targetsOf(object), knowledge)],
  ['elementWithTargetTypes', ({ object }, knowledge) => typesOf(endsOf(object), knowledge)],
  ['connectedToId', connectedIds],
  ['alias', ({ object }) => [...texts(object.aliases), ...texts(object.x_opencti_aliases)]],
]);

/** Other names of the same attributes. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['object-marking', 'objectMarking'],
  ['object-label', 'objectLabel'],
  ['created-by', 'createdBy'],
  ['regardingOf', 'connectedToId'],
  ['elementId', 'fromOrToId'],
]);

function plainAttribute(object: StixRecord, key: string): unknown {
  if (Object.hasOwn(object, key)) return object[key];

  return attribute(object, key.replace(/^x_opencti_/, ''));
}

/** Every id under which those that are referred to are known. */
function idsOf(
  refs: readonly (string | undefined)[],
  knowledge: Pick<Knowledge, 'find'>,
): readonly string[] {
  return refs.flatMap(ref => {
    if (ref === undefined) return [];
    const found = knowledge.find(ref);
    return found ? [...found.ids] : [ref];
  });
}

function typesOf(
  refs: readonly (string | undefined)[],
  knowledge: Pick<Knowledge, 'find'>,
): readonly string[] {
  return refs.flatMap(ref => {
    const found = ref === undefined ? undefined : knowledge.find(ref);
    return found ? [entityTypeOf(found.object), ...parentTypesOf(found.object)] : [];
  });
}

function labelKeys(object: StixRecord, knowledge: Finder): readonly string[] {
  const labels = labelsOf(object);

  return [...labels, ...idsOf(labels.map(labelId), knowledge)];
}

/** Few labels stand on many objects: each id is made once. */
const LABEL_IDS = new Map<string, string>();
const MAX_LABEL_IDS = 10_000;

function labelId(value: string): string {
  const known = LABEL_IDS.get(value);
  if (known !== undefined) return known;
  const id = standardIdOf({ type: 'label', id: '', value });
  if (LABEL_IDS.size >= MAX_LABEL_IDS) LABEL_IDS.clear();
  LABEL_IDS.set(value, id);

  return id;
}

function referenceKeys(object: StixRecord, knowledge: Finder): readonly string[] {
  const ids = externalReferencesOf(object).map(reference =>
    standardIdOf({ ...reference, type: 'external-reference', id: '' }),
  );

  return idsOf(ids, knowledge);
}

function connectedIds({ object }: StoredObject, knowledge: Finder): readonly string[] {
  const refs = [...knowledge.referringTo(object.id)].flatMap(other => endsOf(other.object));

  return idsOf(
    refs.filter(ref => ref !== object.id),
    knowledge,
  );
}

function endsOf(object: StixRecord): readonly string[] {
  return [sourceOf(object) ?? [], targetsOf(object)].flat();
}

function sourceOf(object: StixRecord): string | undefined {
  const source = object.type === 'sighting' ? object.sighting_of_ref : object.source_ref;

  return typeof source === 'string' ? source : undefined;
}

function targetsOf(object: StixRecord): readonly string[] {
  if (object.type === 'sighting') return texts(object.where_sighted_refs);

  return typeof object.target_ref === 'string' ? [object.target_ref] : [];
}
