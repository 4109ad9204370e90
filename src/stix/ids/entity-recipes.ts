import { TLP_LEVELS, isTlp } from '../marking/levels.js';
import { readExtension } from '../extension/read-extension.js';
import { PythonDatetime } from '../time/python-datetime.js';
import {
  isGiven,
  lowerCase,
  moment,
  normal,
  raw,
  stripped,
  type Contribution,
  type Parts,
} from './contribution.js';
import type { EntityRecipe, HashedMember } from './entity-recipe.js';

/** Types that their name alone tells apart. */
const NAMED_TYPES = [
  'campaign',
  'channel',
  'data-component',
  'data-source',
  'event',
  'feedback',
  'infrastructure',
  'intrusion-set',
  'language',
  'malware',
  'narrative',
  'tool',
  'vulnerability',
];

/** Types that their name and date of creation tell apart. */
const CREATED_TYPES = ['case-incident', 'case-rfi', 'case-rft', 'incident', 'task'];

/** Other spellings of a type; the id begins with the type. */
const ALIASES: Readonly<Record<string, string>> = {
  'x-opencti-incident': 'incident',
  'x-opencti-case-incident': 'case-incident',
  'x-opencti-case-rfi': 'case-rfi',
  'x-opencti-case-rft': 'case-rft',
  'x-opencti-feedback': 'feedback',
  'x-opencti-task': 'task',
  'x-mitre-data-component': 'data-component',
  'x-mitre-data-source': 'data-source',
};

const name: HashedMember = { name: 'name', contribution: normal };
const createdIfGiven: HashedMember = ifGiven('created');
const mitreId: HashedMember = {
  name: 'x_mitre_id',
  contribution: stripped,
  when: parts => isGiven(parts, 'x_mitre_id'),
};
const nameWithoutMitreId: HashedMember = { ...name, when: parts => !isGiven(parts, 'x_mitre_id') };

/** The one recipe to which nothing may contribute. */
export const EXTERNAL_REFERENCE: EntityRecipe = {
  type: 'external-reference',
  required: [],
  members: [
    { name: 'external_id', contribution: raw, when: isKnownBySource },
    { name: 'source_name', contribution: raw, when: isKnownBySource },
    { name: 'url', contribution: raw, when: parts => isGiven(parts, 'url') },
  ],
};

/** Types that objects carry inside themselves; OpenCTI keeps them as objects of their own. */
const EMBEDDED: readonly EntityRecipe[] = [
  { type: 'label', required: ['value'], members: [{ name: 'value', contribution: raw }] },
  EXTERNAL_REFERENCE,
  {
    type: 'kill-chain-phase',
    required: ['kill_chain_name', 'phase_name'],
    members: [
      { name: 'kill_chain_name', contribution: raw },
      { name: 'phase_name', contribution: raw },
    ],
  },
];

const ENTITIES: readonly EntityRecipe[] = [
  ...NAMED_TYPES.map(type => ({ type, required: ['name'], members: [name] })),
  ...CREATED_TYPES.map(type => ({
    type,
    required: ['name', 'created'],
    members: [{ name: 'created', contribution: moment }, name],
  })),
  {
    type: 'attack-pattern',
    required: [],
    members: [nameWithoutMitreId, mitreId],
    read: object => ({
      name: object.name,
      // An empty MITRE id gives way to OpenCTI's, as in pycti.
      x_mitre_id: object.x_mitre_id || object.x_opencti_external_id,
    }),
  },
  { type: 'course-of-action', required: [], members: [nameWithoutMitreId, mitreId] },
  {
    type: 'grouping',
    required: ['name', 'context', 'created'],
    members: [{ name: 'context', contribution: normal }, createdIfGiven, name],
  },
  {
    type: 'identity',
    required: ['name', 'identity_class'],
    members: [{ name: 'identity_class', contribution: lowerCase }, name],
  },
  {
    type: 'indicator',
    required: ['pattern'],
    members: [{ name: 'pattern', contribution: stripped }],
  },
  {
    type: 'location',
    required: [],
    members: [
      { name: 'latitude', contribution: raw, when: parts => hasCoordinate(parts, 'latitude') },
      { name: 'longitude', contribution: raw, when: parts => hasCoordinate(parts, 'longitude') },
      { ...name, when: parts => !isPlaced(parts) },
      { name: 'x_opencti_location_type', contribution: raw, when: parts => !isPosition(parts) },
    ],
  },
  {
    type: 'malware-analysis',
    required: ['result_name', 'product'],
    members: [
      { name: 'product', contribution: raw },
      { name: 'result_name', contribution: normal },
      // A Python datetime is refused here: pycti does not turn this one into text.
      { ...ifGiven('submitted'), contribution: submitted },
    ],
  },
  {
    type: 'marking-definition',
    required: ['definition_type', 'definition'],
    members: [
      { name: 'definition', contribution: raw },
      { name: 'definition_type', contribution: raw },
    ],
    read: openctiMarking,
    fixedId: ({ definition_type, definition }) =>
      definition_type === 'TLP' && isTlp(definition) ? TLP_LEVELS[definition].id : undefined,
  },
  {
    type: 'note',
    required: ['content'],
    members: [{ name: 'content', contribution: stripped }, createdIfGiven],
  },
  {
    type: 'observed-data',
    required: ['object_refs'],
    members: [{ name: 'objects', property: 'object_refs', contribution: raw }],
  },
  {
    type: 'opinion',
    required: ['opinion'],
    members: [createdIfGiven, { name: 'opinion', contribution: stripped }],
  },
  {
    type: 'relationship',
    required: ['relationship_type', 'source_ref', 'target_ref'],
    members: [
      { name: 'relationship_type', contribution: raw },
      { name: 'source_ref', contribution: raw },
      ifGiven('start_time'),
      ifBothGiven('stop_time', 'start_time'),
      { name: 'target_ref', contribution: raw },
    ],
  },
  {
    type: 'report',
    required: ['name', 'published'],
    members: [name, { name: 'published', contribution: moment }],
  },
  {
    type: 'security-coverage',
    required: ['covered_ref'],
    members: [{ name: 'covered_ref', contribution: normal }],
  },
  {
    type: 'sighting',
    required: ['sighting_of_ref', 'where_sighted_refs'],
    members: [
      ifGiven('first_seen'),
      ifBothGiven('last_seen', 'first_seen'),
      { name: 'sighting_of_ref', contribution: raw },
      { name: 'type', contribution: () => '"sighting"' },
      { name: 'where_sighted_refs', contribution: raw },
    ],
  },
  {
    type: 'threat-actor',
    required: ['name'],
    members: [name, { name: 'opencti_type', property: 'x_opencti_type', contribution: raw }],
    read: object => ({ name: object.name, x_opencti_type: threatActorType(object) }),
  },
  {
    type: 'vocabulary',
    required: ['name', 'category'],
    members: [{ name: 'category', contribution: raw }, name],
  },
];

/** Recipes of domain objects, relationships, sightings, markings and vocabularies, by type. */
export const ENTITY_RECIPES: ReadonlyMap<string, EntityRecipe> = new Map([
  ...ENTITIES.map(recipe => [recipe.type, recipe] as const),
  ...Object.entries(ALIASES).flatMap(([alias, type]) =>
    ENTITIES.filter(recipe => recipe.type === type).map(recipe => [alias, recipe] as const),
  ),
]);

/** Recipes of labels, external references and kill chain phases, by type. */
export const EMBEDDED_RECIPES: ReadonlyMap<string, EntityRecipe> = new Map(
  EMBEDDED.map(recipe => [recipe.type, recipe]),
);

/**
 * A marking may say twice what it is. OpenCTI's importer prefers its own two properties to STIX's,
 * which can't express every one of its markings.
 */
function openctiMarking(object: Parts): Parts {
  const { x_opencti_definition_type: definition_type, x_opencti_definition: definition } = object;
  const isOpencti = typeof definition_type === 'string' && typeof definition === 'string';

  return isOpencti ? { definition_type, definition } : object;
}

function ifGiven(property: string): HashedMember {
  return { name: property, contribution: moment, when: parts => isGiven(parts, property) };
}

/** An end counts only beside its beginning. */
function ifBothGiven(end: string, beginning: string): HashedMember {
  const when = (parts: Parts): boolean => isGiven(parts, end) && isGiven(parts, beginning);

  return { name: end, contribution: moment, when };
}

function isPosition(parts: Parts): boolean {
  return parts.x_opencti_location_type === 'Position';
}

function hasCoordinate(parts: Parts, property: 'latitude' | 'longitude'): boolean {
  return isPosition(parts) && isGiven(parts, property);
}

/** A position with a coordinate is known by it, not by its name. */
function isPlaced(parts: Parts): boolean {
  return hasCoordinate(parts, 'latitude') || hasCoordinate(parts, 'longitude');
}

function isKnownBySource(parts: Parts): boolean {
  return !isGiven(parts, 'url') && isGiven(parts, 'source_name') && isGiven(parts, 'external_id');
}

function submitted(...[parts, property, type]: Parameters<Contribution>): string {
  return parts[property] instanceof PythonDatetime
    ? raw(parts, property, type)
    : moment(parts, property, type);
}

function threatActorType(object: Parts): unknown {
  if (object.x_opencti_type !== undefined) return object.x_opencti_type;

  return readExtension(object, 'type') ?? 'Threat-Actor-Group';
}
