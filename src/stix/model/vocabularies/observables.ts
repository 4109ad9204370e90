import type { OpenVocab } from '../open-vocab.js';

/** What kind of system an account belongs to (`account-type-ov`). */
export type AccountType = OpenVocab<
  | 'facebook'
  | 'ldap'
  | 'nis'
  | 'openid'
  | 'radius'
  | 'skype'
  | 'tacacs'
  | 'twitter'
  | 'unix'
  | 'windows-local'
  | 'windows-domain'
>;

/** What kind of name a persona is (`persona_type_ov`). */
export type PersonaType = OpenVocab<
  | 'true name'
  | 'previous true name'
  | 'nickname'
  | 'moniker'
  | 'assumed name'
  | 'alternative spelling/transliteration'
  | 'unknown'
>;

/** Algorithm of an SSH key (`key_type_ov`). */
export type KeyType = OpenVocab<'rsa' | 'ecdsa' | 'ed25519' | 'dsa'>;

/** What a Windows binary is (`windows-pebinary-type-ov`). */
export type WindowsPeType = OpenVocab<'dll' | 'exe' | 'sys'>;

/** Windows integrity level of a process (`windows-integrity-level-enum`). */
export type IntegrityLevel = OpenVocab<'low' | 'medium' | 'high' | 'system'>;

/** How a Windows service starts (`windows-service-start-type-enum`). */
export type ServiceStartType = OpenVocab<
  | 'SERVICE_AUTO_START'
  | 'SERVICE_BOOT_START'
  | 'SERVICE_DEMAND_START'
  | 'SERVICE_DISABLED'
  | 'SERVICE_SYSTEM_ALERT'
>;

/** State of a Windows service (`windows-service-status-enum`). */
export type ServiceStatus = OpenVocab<
  | 'SERVICE_CONTINUE_PENDING'
  | 'SERVICE_PAUSE_PENDING'
  | 'SERVICE_PAUSED'
  | 'SERVICE_RUNNING'
  | 'SERVICE_START_PENDING'
  | 'SERVICE_STOP_PENDING'
  | 'SERVICE_STOPPED'
>;

/** What a Windows service is (`windows-service-type-enum`). */
export type ServiceType = OpenVocab<
  | 'SERVICE_KERNEL_DRIVER'
  | 'SERVICE_FILE_SYSTEM_DRIVER'
  | 'SERVICE_WIN32_OWN_PROCESS'
  | 'SERVICE_WIN32_SHARE_PROCESS'
>;
