import { listOf, reference } from '../../ids/observable/container-cleaners.js';
import { boolean, float, integer, text, timestamp } from '../../ids/observable/scalar-cleaners.js';
import type { Shape } from '../../ids/observable/shape.js';
import {
  anyReference,
  externalReferences,
  files,
  killChainPhases,
  texts,
} from './common-properties.js';

const score = integer(0, 100);
const identity = reference('identity');

/**
 * Root properties by which OpenCTI is spoken to, on objects of any type, with what it reads in them.
 * Other properties that begin with `x_` may hold anything.
 *
 * @see pycti `OpenCTIStix2.import_object` and `import_observable`
 */
export const OPENCTI_PROPERTIES: Shape['properties'] = {
  x_mitre_collection_layers: texts,
  x_mitre_data_source_ref: anyReference,
  x_mitre_detection: text,
  x_mitre_id: text,
  x_mitre_permissions_required: texts,
  x_mitre_platforms: texts,
  x_opencti_additional_names: texts,
  x_opencti_aliases: texts,
  x_opencti_assignee_ids: texts,
  x_opencti_cisa_kev: boolean,
  x_opencti_color: text,
  x_opencti_content: text,
  x_opencti_create_indicator: boolean,
  x_opencti_create_observables: boolean,
  x_opencti_created_by_ref: identity,
  x_opencti_cvss_base_score: float,
  x_opencti_cvss_base_severity: text,
  x_opencti_cvss_vector_string: text,
  x_opencti_cvss_v2_base_score: float,
  x_opencti_cvss_v2_vector_string: text,
  x_opencti_cvss_v4_base_score: float,
  x_opencti_cvss_v4_base_severity: text,
  x_opencti_cvss_v4_vector_string: text,
  x_opencti_cwe: texts,
  x_opencti_definition: text,
  x_opencti_definition_type: text,
  x_opencti_description: text,
  x_opencti_detection: boolean,
  x_opencti_epss_percentile: float,
  x_opencti_epss_score: float,
  x_opencti_external_references: externalReferences,
  x_opencti_files: files,
  x_opencti_first_seen_active: timestamp,
  x_opencti_firstname: text,
  x_opencti_granted_refs: listOf(identity),
  x_opencti_id: text,
  x_opencti_kill_chain_phases: killChainPhases,
  x_opencti_labels: texts,
  x_opencti_lastname: text,
  x_opencti_location_type: text,
  x_opencti_log_sources: texts,
  x_opencti_main_observable_type: text,
  x_opencti_modified_at: timestamp,
  x_opencti_negative: boolean,
  x_opencti_order: integer(),
  x_opencti_organization_type: text,
  x_opencti_participant_ids: texts,
  x_opencti_product: text,
  x_opencti_reliability: text,
  x_opencti_score: score,
  x_opencti_sighting_of_ref: anyReference,
  x_opencti_stix_ids: texts,
  x_opencti_threat_hunting: text,
  x_opencti_type: text,
  x_opencti_where_sighted_refs: listOf(anyReference),
  x_opencti_workflow_id: text,
};
