import type { CustomObservableProperties, ObservableProperties } from './core-properties.js';
import type { Hashes } from './hashes.js';
import type { Timestamp } from './timestamp.js';
import type { KeyType } from './vocabularies/observables.js';

/**
 * An X.509 certificate. The platform writes the members of version 3 in `x509_v3_extensions`, but
 * the worker reads them at the root; give them at the root when you send.
 */
export interface X509Certificate extends ObservableProperties, X509V3Extensions {
  readonly type: 'x509-certificate';
  readonly is_self_signed?: boolean;
  readonly hashes?: Hashes;
  readonly version?: string;
  readonly serial_number?: string;
  readonly signature_algorithm?: string;
  readonly issuer?: string;
  readonly validity_not_before?: Timestamp;
  readonly validity_not_after?: Timestamp;
  readonly subject?: string;
  readonly subject_public_key_algorithm?: string;
  readonly subject_public_key_modulus?: string;
  readonly subject_public_key_exponent?: number;
  readonly x509_v3_extensions?: X509V3Extensions;
}

/** What version 3 of X.509 added to certificates. */
export interface X509V3Extensions {
  readonly basic_constraints?: string;
  readonly name_constraints?: string;
  readonly policy_constraints?: string;
  readonly key_usage?: string;
  readonly extended_key_usage?: string;
  readonly subject_key_identifier?: string;
  readonly authority_key_identifier?: string;
  readonly subject_alternative_name?: string;
  readonly issuer_alternative_name?: string;
  readonly subject_directory_attributes?: string;
  readonly crl_distribution_points?: string;
  readonly inhibit_any_policy?: string;
  readonly private_key_usage_period_not_before?: Timestamp;
  readonly private_key_usage_period_not_after?: Timestamp;
  readonly certificate_policies?: string;
  readonly policy_mappings?: string;
}

/** A cryptographic key, as text. */
export interface CryptographicKey extends CustomObservableProperties {
  readonly type: 'cryptographic-key';
  readonly value: string;
}

/** A key by which one logs in over SSH. */
export interface SSHKey extends CustomObservableProperties {
  readonly type: 'ssh-key';
  /** Such as `SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8`. OpenCTI requires it. */
  readonly fingerprint_sha256: string;
  /** By which Python connectors identify the key; builders write the fingerprint. */
  readonly value?: string;
  readonly fingerprint_md5?: string;
  readonly key_type?: KeyType;
  readonly public_key?: string;
  /** In bits. */
  readonly key_length?: string;
  readonly comment?: string;
  readonly created?: Timestamp;
  readonly expiration_date?: Timestamp;
}
