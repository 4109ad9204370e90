import type {
  CryptographicKey,
  SSHKey,
  X509Certificate,
} from '../model/cryptographic-observables.js';
import { defineBuilder, defineValueBuilder } from './build.js';

/** Builds an X.509 certificate. Its id follows from its hash and serial number. */
export const x509Certificate = defineBuilder<X509Certificate>('x509-certificate', {});

/** Builds a cryptographic key from its text. */
export const cryptographicKey = defineValueBuilder<CryptographicKey, 'value'>(
  'cryptographic-key',
  'value',
  'text',
);

/** Builds an SSH key from its SHA-256 fingerprint; `value` is the fingerprint unless given. */
export const sshKey = defineValueBuilder<SSHKey, 'fingerprint_sha256'>(
  'ssh-key',
  'fingerprint_sha256',
  'text',
  { complete: draft => (draft.value ??= draft.fingerprint_sha256) },
);
