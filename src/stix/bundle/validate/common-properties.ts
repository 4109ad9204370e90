import type { Cleaner } from '../../ids/observable/cleaner.js';
import { listOf, reference } from '../../ids/observable/container-cleaners.js';
import { extensions } from '../../ids/observable/extensions.js';
import { hashes } from '../../ids/observable/hashes.js';
import {
  base64,
  boolean,
  exactly,
  integer,
  text,
  timestamp,
} from '../../ids/observable/scalar-cleaners.js';
import { shaped, type Shape } from '../../ids/observable/shape.js';

/** A reference to an object of any type. */
export const anyReference: Cleaner = (value, at) =>
  reference()(value, { ...at, checkReferences: false });

/** A list of words. */
export const texts = listOf(text);

/** Any value. */
export const anything: Cleaner = value => value;

const file: Shape = {
  properties: {
    name: text,
    data: base64,
    uri: text,
    mime_type: text,
    version: text,
    object_marking_refs: listOf(reference('marking-definition')),
    no_trigger_import: boolean,
    embedded: boolean,
  },
  required: ['name'],
  anyOf: ['data', 'uri'],
};

/** Files to attach. */
export const files = listOf(shaped(file));

const externalReference: Shape = {
  properties: {
    source_name: text,
    description: text,
    url: text,
    hashes,
    external_id: text,
    x_opencti_files: files,
  },
  required: ['source_name'],
};

/** Sources that an object comes from. */
export const externalReferences = listOf(shaped(externalReference));

const killChainPhase: Shape = {
  properties: { kill_chain_name: text, phase_name: text, x_opencti_order: integer() },
  required: ['kill_chain_name', 'phase_name'],
};

/** Phases of a kill chain. */
export const killChainPhases = listOf(shaped(killChainPhase));

const granularMarking: Shape = {
  properties: { lang: text, marking_ref: reference('marking-definition'), selectors: texts },
  required: ['selectors'],
  anyOf: ['lang', 'marking_ref'],
};

/** Properties of every STIX object. `type` and `id` are checked before any other. */
export const CORE_PROPERTIES: Shape['properties'] = {
  type: anything,
  id: anything,
  spec_version: exactly('2.1'),
  object_marking_refs: listOf(reference('marking-definition')),
  granular_markings: listOf(shaped(granularMarking)),
  extensions,
  // What a splitter left: the number of objects that the object needs.
  nb_deps: integer(0),
};

/** Properties of every domain object, relationship and meta object besides. */
export const DOMAIN_PROPERTIES: Shape['properties'] = {
  ...CORE_PROPERTIES,
  created: timestamp,
  modified: timestamp,
  created_by_ref: reference('identity'),
  revoked: boolean,
  labels: texts,
  confidence: integer(0, 100),
  lang: text,
  external_references: externalReferences,
};
