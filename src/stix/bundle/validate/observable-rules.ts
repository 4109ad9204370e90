import { listOf, reference } from '../../ids/observable/container-cleaners.js';
import { mimePart, registryValue, x509Extensions } from '../../ids/observable/embedded-shapes.js';
import { observableShape } from '../../ids/observable/observable-shapes.js';
import { OPENCTI_OBSERVABLES } from '../../ids/observable/opencti-observables.js';
import { STIX_OBSERVABLES } from '../../ids/observable/stix-observables.js';
import { boolean, integer, text, timestamp } from '../../ids/observable/scalar-cleaners.js';
import type { Shape } from '../../ids/observable/shape.js';
import {
  CORE_PROPERTIES,
  anyReference,
  anything,
  externalReferences,
  texts,
} from './common-properties.js';

type Properties = Shape['properties'];

/** Root properties of observables that OpenCTI defined, which STIX gives to domain objects only. */
const CUSTOM_PROPERTIES: Properties = {
  labels: texts,
  description: text,
  score: integer(0, 100),
  created_by_ref: reference('identity'),
  external_references: externalReferences,
};

/** What OpenCTI reads besides, by type. */
const EXTRA_PROPERTIES: Readonly<Record<string, Properties>> = {
  'email-addr': { belongs_to_refs: listOf(reference('user-account')) },
  'email-message': { contains_refs: listOf(anyReference) },
  'email-mime-part-type': mimePart.properties,
  'payment-card': { cvv: anything },
  process: {
    aslr_enabled: boolean,
    dep_enabled: boolean,
    priority: text,
    owner_sid: text,
    window_title: text,
    integrity_level: text,
    service_name: text,
    descriptions: texts,
    display_name: text,
    group_name: text,
    start_type: text,
    service_type: text,
    service_status: text,
    service_dll_refs: listOf(reference('file')),
  },
  'simple-observable': { key: text, value: text },
  'ssh-key': {
    fingerprint_sha256: text,
    fingerprint_md5: text,
    key_type: text,
    public_key: text,
    key_length: text,
    comment: text,
    created: timestamp,
    expiration_date: timestamp,
  },
  'windows-registry-key': {
    attribute_key: text,
    values_refs: listOf(reference('windows-registry-value-type')),
  },
  'windows-registry-value-type': registryValue.properties,
  'x509-certificate': x509Extensions.properties,
};

/** Where OpenCTI needs other properties than the Python library does. */
const PRESENCE: Readonly<Record<string, Pick<Shape, 'required' | 'anyOf'>>> = {
  'bank-account': { required: ['iban'] },
  'payment-card': { required: ['card_number'] },
  'simple-observable': { required: ['key', 'value'] },
  'ssh-key': { anyOf: ['fingerprint_sha256', 'value'], required: [] },
};

/** What observables look like to OpenCTI, by STIX type. */
export const OBSERVABLE_SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.keys({ ...STIX_OBSERVABLES, ...OPENCTI_OBSERVABLES }).map(type => [type, shapeOf(type)]),
);

function shapeOf(type: string): Shape {
  const shape = observableShape(type);

  return {
    ...shape,
    ...PRESENCE[type],
    properties: {
      ...shape?.properties,
      ...CORE_PROPERTIES,
      ...(Object.hasOwn(OPENCTI_OBSERVABLES, type) && CUSTOM_PROPERTIES),
      ...EXTRA_PROPERTIES[type],
    },
  };
}
