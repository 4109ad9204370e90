import type { Cleaner } from '../../ids/observable/cleaner.js';
import { dictionary, listOf, reference } from '../../ids/observable/container-cleaners.js';
import {
  boolean,
  float,
  integer,
  oneOf,
  text,
  timestamp,
} from '../../ids/observable/scalar-cleaners.js';
import { shaped, type Shape } from '../../ids/observable/shape.js';
import { DOMAIN_PROPERTIES, anyReference, killChainPhases, texts } from './common-properties.js';

type Properties = Shape['properties'];

const named: Properties = { name: text, description: text };
const aliased: Properties = { ...named, aliases: texts };
const seen: Properties = { first_seen: timestamp, last_seen: timestamp };
const phased: Properties = { kill_chain_phases: killChainPhases };
const holding: Properties = {
  object_refs: listOf(anyReference),
  content: text,
  content_mapping: text,
};
const assigned: Properties = {
  object_assignee_refs: listOf(anyReference),
  object_participant_refs: listOf(anyReference),
};
const caseLike: Properties = { ...named, ...holding, ...assigned, severity: text, priority: text };

const coverage = listOf(
  shaped({ properties: { name: text, score: float }, required: ['name', 'score'] }),
);
const measures = listOf(
  shaped({ properties: { measure: float, date_seen: timestamp }, required: ['measure'] }),
);
const software = reference('software');
const place = reference('identity', 'location');
const opinion = oneOf('strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree');

/** A marking is defined by an object of its own type, or in OpenCTI's older form by text. */
const definition: Cleaner = (value, at) =>
  typeof value === 'string' ? value : dictionary(value, at);

const PROPERTIES: Readonly<Record<string, Properties>> = {
  'attack-pattern': { ...aliased, ...phased },
  campaign: { ...aliased, ...seen, objective: text },
  'case-incident': { ...caseLike, response_types: texts },
  'case-rfi': { ...caseLike, information_types: texts },
  'case-rft': { ...caseLike, takedown_types: texts },
  channel: { ...aliased, channel_types: texts },
  'course-of-action': named,
  'data-component': { ...aliased, data_source_ref: anyReference },
  'data-source': { ...aliased, collection_layers: texts },
  event: { ...aliased, event_types: texts, start_time: timestamp, stop_time: timestamp },
  'external-reference': { source_name: text, description: text, url: text, external_id: text },
  feedback: { ...caseLike, rating: integer() },
  grouping: { ...named, ...holding, context: text },
  identity: {
    ...named,
    identity_class: text,
    roles: texts,
    sectors: texts,
    contact_information: text,
    security_platform_type: text,
  },
  incident: {
    ...aliased,
    ...seen,
    ...phased,
    ...assigned,
    incident_type: text,
    severity: text,
    source: text,
    objective: text,
  },
  indicator: {
    ...named,
    ...phased,
    indicator_types: texts,
    pattern: text,
    pattern_type: text,
    pattern_version: text,
    valid_from: timestamp,
    valid_until: timestamp,
  },
  infrastructure: { ...aliased, ...seen, ...phased, infrastructure_types: texts },
  'intrusion-set': {
    ...aliased,
    ...seen,
    goals: texts,
    resource_level: text,
    primary_motivation: text,
    secondary_motivations: texts,
  },
  'kill-chain-phase': { kill_chain_name: text, phase_name: text, order: integer() },
  label: { value: text, color: text },
  language: aliased,
  location: {
    ...named,
    latitude: float,
    longitude: float,
    precision: float,
    region: text,
    country: text,
    administrative_area: text,
    city: text,
    street_address: text,
    postal_code: text,
  },
  malware: {
    ...aliased,
    ...seen,
    ...phased,
    is_family: boolean,
    malware_types: texts,
    operating_system_refs: listOf(software),
    architecture_execution_envs: texts,
    implementation_languages: texts,
    capabilities: texts,
    sample_refs: listOf(reference('artifact', 'file')),
  },
  'malware-analysis': {
    product: text,
    version: text,
    host_vm_ref: software,
    operating_system_ref: software,
    installed_software_refs: listOf(software),
    configuration_version: text,
    modules: texts,
    analysis_engine_version: text,
    analysis_definition_version: text,
    submitted: timestamp,
    analysis_started: timestamp,
    analysis_ended: timestamp,
    result_name: text,
    result: text,
    analysis_sco_refs: listOf(anyReference),
    sample_ref: anyReference,
    ...assigned,
  },
  'marking-definition': { name: text, definition_type: text, definition },
  narrative: { ...aliased, narrative_types: texts },
  note: {
    ...holding,
    abstract: text,
    authors: texts,
    note_types: texts,
    likelihood: integer(0, 100),
  },
  'observed-data': {
    ...holding,
    first_observed: timestamp,
    last_observed: timestamp,
    number_observed: integer(1, 999_999_999),
    objects: dictionary,
  },
  opinion: { ...holding, opinion, explanation: text, authors: texts },
  relationship: {
    ...phased,
    relationship_type: text,
    description: text,
    source_ref: anyReference,
    target_ref: anyReference,
    start_time: timestamp,
    stop_time: timestamp,
    covered: boolean,
    coverage,
  },
  report: { ...named, ...holding, ...assigned, report_types: texts, published: timestamp },
  'security-coverage': {
    ...named,
    covered_ref: anyReference,
    covered: boolean,
    coverage,
    periodicity: text,
    duration: text,
    type_affinity: text,
    platforms_affinity: texts,
    external_uri: text,
    coverage_last_result: timestamp,
    coverage_valid_from: timestamp,
    coverage_valid_to: timestamp,
    auto_enrichment_disable: boolean,
  },
  sighting: {
    ...seen,
    description: text,
    count: integer(0, 999_999_999),
    sighting_of_ref: anyReference,
    observed_data_refs: listOf(reference('observed-data')),
    where_sighted_refs: listOf(place),
    summary: boolean,
  },
  task: { ...named, ...holding, ...assigned, due_date: timestamp },
  'threat-actor': {
    ...aliased,
    ...seen,
    threat_actor_types: texts,
    roles: texts,
    goals: texts,
    sophistication: text,
    resource_level: text,
    primary_motivation: text,
    secondary_motivations: texts,
    personal_motivations: texts,
    date_of_birth: timestamp,
    gender: text,
    job_title: text,
    marital_status: text,
    eye_color: text,
    hair_color: text,
    height: measures,
    weight: measures,
    born_in_ref: anyReference,
    ethnicity_ref: anyReference,
  },
  tool: { ...aliased, ...phased, tool_types: texts, tool_version: text },
  vocabulary: {
    ...aliased,
    category: text,
    order: integer(),
    is_hidden: boolean,
    builtIn: boolean,
  },
  vulnerability: named,
};

/** What STIX asks for, or OpenCTI at creation, where it isn't the name alone. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'external-reference': ['source_name'],
  grouping: ['name', 'context', 'object_refs'],
  indicator: ['pattern', 'pattern_type'],
  'kill-chain-phase': ['kill_chain_name', 'phase_name'],
  label: ['value'],
  malware: ['name', 'is_family'],
  'malware-analysis': ['product', 'result_name'],
  'marking-definition': [],
  note: ['content', 'object_refs'],
  'observed-data': ['first_observed', 'last_observed', 'number_observed'],
  opinion: ['opinion', 'object_refs'],
  relationship: ['relationship_type', 'source_ref', 'target_ref'],
  report: ['name', 'published', 'object_refs'],
  'security-coverage': ['name', 'covered_ref'],
  sighting: ['sighting_of_ref', 'where_sighted_refs'],
  vocabulary: ['name', 'category'],
};

/**
 * What objects that are no observables look like, by STIX type: every property that STIX 2.1 or
 * OpenCTI gives them, with what it may hold. Words of open vocabularies are free.
 *
 * @see STIX 2.1 sections 4, 5 and 7; OpenCTI, attribute definitions of each entity type
 */
export const DOMAIN_SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries(PROPERTIES).map(([type, properties]) => [type, shapeOf(type, properties)]),
);

function shapeOf(type: string, properties: Properties): Shape {
  return {
    properties: { ...DOMAIN_PROPERTIES, ...properties },
    required: REQUIRED[type] ?? ['name'],
    anyOf: type === 'observed-data' ? ['objects', 'object_refs'] : undefined,
  };
}
