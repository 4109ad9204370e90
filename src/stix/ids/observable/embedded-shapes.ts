import { reference } from './container-cleaners.js';
import { oneOf, text, timestamp } from './scalar-cleaners.js';
import type { Shape } from './shape.js';

/** A value of a Windows registry key. */
export const registryValue: Shape = {
  properties: {
    name: text,
    data: text,
    data_type: oneOf(
      ...['REG_NONE', 'REG_SZ', 'REG_EXPAND_SZ', 'REG_BINARY', 'REG_DWORD', 'REG_LINK'],
      ...['REG_DWORD_BIG_ENDIAN', 'REG_DWORD_LITTLE_ENDIAN', 'REG_MULTI_SZ', 'REG_QWORD'],
      ...['REG_RESOURCE_LIST', 'REG_FULL_RESOURCE_DESCRIPTION', 'REG_INVALID_TYPE'],
      'REG_RESOURCE_REQUIREMENTS_LIST',
    ),
  },
};

/** A part of a multipart email. */
export const mimePart: Shape = {
  properties: {
    body: text,
    body_raw_ref: reference('artifact', 'file'),
    content_type: text,
    content_disposition: text,
  },
  anyOf: ['body', 'body_raw_ref'],
};

/** The version 3 extensions of a certificate. */
export const x509Extensions: Shape = {
  properties: {
    basic_constraints: text,
    name_constraints: text,
    policy_constraints: text,
    key_usage: text,
    extended_key_usage: text,
    subject_key_identifier: text,
    authority_key_identifier: text,
    subject_alternative_name: text,
    issuer_alternative_name: text,
    subject_directory_attributes: text,
    crl_distribution_points: text,
    inhibit_any_policy: text,
    private_key_usage_period_not_before: timestamp,
    private_key_usage_period_not_after: timestamp,
    certificate_policies: text,
    policy_mappings: text,
  },
};
