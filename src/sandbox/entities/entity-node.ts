import { OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION } from '../../stix/index.js';
import {
  entityTypeOf,
  isObservable,
  isRelationship,
  parentTypesOf,
} from '../knowledge/entity-type.js';
import { platformStix } from '../knowledge/platform-stix.js';
import {
  authorOf,
  descriptionOf,
  externalReferencesOf,
  killChainPhasesOf,
  labelsOf,
  scoreOf,
} from '../knowledge/shared-properties.js';
import { attribute, labelOf, texts, type StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { wholeConnection } from '../operations/connection.js';
import { stixSourceOf, type EntitySurroundings } from './entity-surroundings.js';
import { fileConnection } from './file-node.js';
import { indicatorFields } from './indicator-fields.js';
import { markingNode } from './marking-node.js';
import { externalReferenceNode, killChainPhaseNode, labelNode } from './meta-nodes.js';
import { neighbourFields } from './neighbour-fields.js';
import { observableValue } from './observable-value.js';

/** What GraphQL shows of an entity or relationship, by field. */
export type EntityNode = Readonly<Record<string, unknown>>;

/**
 * An entity, observable or relationship as GraphQL shows it: its own members under the names the API
 * has for them, and what it leads to, computed when it is asked for.
 */
export function entityNode(stored: StoredObject, surroundings: EntitySurroundings): EntityNode {
  const { object } = stored;

  return {
    ...EMPTY_LISTS,
    ...extensionFields(object),
    ...memberFields(object),
    ...identityFields(stored),
    ...sharedFields(stored, surroundings),
    ...fileFields(stored, surroundings),
    ...neighbourFields(stored, surroundings, entityNode),
    ...(isObservable(object) && observableFields(object)),
    ...(object.type === 'indicator' && indicatorFields(stored)),
    toStix: () => JSON.stringify(platformStix(stored, stixSourceOf(surroundings))),
  };
}

function identityFields({ internalId, object, createdAt, updatedAt }: StoredObject): EntityNode {
  return {
    id: internalId,
    standard_id: object.id,
    x_opencti_stix_ids: texts(attribute(object, 'stix_ids')),
    entity_type: entityTypeOf(object),
    parent_types: parentTypesOf(object),
    spec_version: '2.1',
    created_at: createdAt,
    updated_at: updatedAt,
    created: object.created ?? createdAt,
    modified: object.modified ?? updatedAt,
    confidence: object.confidence ?? 100,
    revoked: object.revoked ?? false,
    representative: { main: labelOf(object), secondary: descriptionOf(object) },
    is_inferred: false,
    status: null,
  };
}

function sharedFields(stored: StoredObject, surroundings: EntitySurroundings): EntityNode {
  const { object } = stored;
  const { knowledge, users } = surroundings;
  const found = (ids: readonly string[]): readonly StoredObject[] =>
    ids.flatMap(id => knowledge.find(id) ?? []);

  return {
    creators: users
      .all()
      .slice(0, 1)
      .map(({ id, name }) => ({ id, entity_type: 'User', name })),
    createdBy: () => {
      const author = knowledge.find(authorOf(object) ?? '');
      return author ? entityNode(author, surroundings) : null;
    },
    objectMarking: () => found(texts(object.object_marking_refs)).map(markingNode),
    objectLabel: () => labelsOf(object).map(value => labelNode(value, knowledge)),
    objectOrganization: () =>
      found(texts(attribute(object, 'granted_refs'))).map(one => entityNode(one, surroundings)),
    externalReferences: () =>
      wholeConnection(
        externalReferencesOf(object).map(reference => externalReferenceNode(reference, knowledge)),
      ),
    killChainPhases: () =>
      killChainPhasesOf(object).map(phase => killChainPhaseNode(phase, knowledge)),
  };
}

function fileFields({ internalId }: StoredObject, surroundings: EntitySurroundings): EntityNode {
  const filesIn = (part: string) => (args: EntityNode) =>
    fileConnection(surroundings.files.ofEntity(internalId, part), args, surroundings);

  return {
    importFiles: filesIn('import'),
    exportFiles: filesIn('export'),
    analysisFiles: filesIn('analysis'),
    pendingFiles: () => wholeConnection([]),
  };
}

function observableFields(object: StixRecord): EntityNode {
  return {
    observable_value: observableValue(object),
    x_opencti_description: descriptionOf(object),
    x_opencti_score: scoreOf(object),
  };
}

/** Members of the extensions under the names that the API has for them. */
function extensionFields(object: StixRecord): EntityNode {
  const extensions = asNode(object.extensions);
  const members = [OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION].flatMap(id =>
    Object.entries(asNode(extensions[id])),
  );

  return Object.fromEntries(members.map(([name, value]) => [`x_opencti_${name}`, value]));
}

function memberFields(object: StixRecord): EntityNode {
  const fields = Object.entries(object).map(([name, value]) => {
    if (name === 'hashes') return [name, hashList(value)] as const;
    return [API_NAMES.get(name) ?? name, value] as const;
  });
  const { name } = object;
  // Files and observables without a name have none; everything else is known by one.
  const named =
    name === undefined && isRelationship(object) ? [] : [['name', name ?? null] as const];

  return Object.fromEntries([...named, ...fields]);
}

function hashList(hashes: unknown): readonly EntityNode[] {
  return Object.entries(asNode(hashes)).map(([algorithm, hash]) => ({ algorithm, hash }));
}

/** Members that the API calls otherwise than STIX. */
const API_NAMES: ReadonlyMap<string, string> = new Map([
  ['abstract', 'attribute_abstract'],
  ['key', 'attribute_key'],
  ['date', 'attribute_date'],
  ['count', 'attribute_count'],
]);

/** What clients count on to be a list, also when it is empty. */
const EMPTY_LISTS = { hashes: [], indicators: { edges: [] }, observables: { edges: [] } };

function asNode(value: unknown): EntityNode {
  return typeof value === 'object' && value !== null ? (value as EntityNode) : {};
}
