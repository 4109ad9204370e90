import type { CustomObservableProperties, ObservableProperties } from './core-properties.js';
import type { ObservableExtensions } from './extensions.js';
import type { OpenVocab } from './open-vocab.js';
import type { Timestamp } from './timestamp.js';
import type {
  AccountType,
  IntegrityLevel,
  ServiceStartType,
  ServiceStatus,
  ServiceType,
} from './vocabularies/observables.js';

/** A mutual exclusion object of an operating system. */
export interface Mutex extends ObservableProperties {
  readonly type: 'mutex';
  readonly name: string;
}

/** A running program. */
export interface Process extends ObservableProperties {
  readonly type: 'process';
  readonly is_hidden?: boolean;
  readonly pid?: number;
  readonly created_time?: Timestamp;
  /** Working directory. */
  readonly cwd?: string;
  readonly command_line?: string;
  readonly environment_variables?: Readonly<Record<string, string>>;
  /** Ids of the network traffic that it opened. */
  readonly opened_connection_refs?: readonly string[];
  /** Id of the user account that started it. */
  readonly creator_user_ref?: string;
  /** Id of the file that was run. */
  readonly image_ref?: string;
  readonly parent_ref?: string;
  readonly child_refs?: readonly string[];
  readonly extensions?: ProcessExtensions;
}

/** The `extensions` of a process. */
export interface ProcessExtensions extends ObservableExtensions {
  readonly 'windows-process-ext'?: WindowsProcessExtension;
  readonly 'windows-service-ext'?: WindowsServiceExtension;
}

/** What Windows knows of a process. */
export interface WindowsProcessExtension {
  readonly aslr_enabled?: boolean;
  readonly dep_enabled?: boolean;
  readonly priority?: string;
  readonly owner_sid?: string;
  readonly window_title?: string;
  readonly startup_info?: Readonly<Record<string, unknown>>;
  readonly integrity_level?: IntegrityLevel;
}

/** What Windows knows of a service. */
export interface WindowsServiceExtension {
  readonly service_name?: string;
  readonly descriptions?: readonly string[];
  readonly display_name?: string;
  readonly group_name?: string;
  readonly start_type?: ServiceStartType;
  /** Ids of the files that it loads. */
  readonly service_dll_refs?: readonly string[];
  readonly service_type?: ServiceType;
  readonly service_status?: ServiceStatus;
}

/** A software product. */
export interface Software extends ObservableProperties {
  readonly type: 'software';
  readonly name: string;
  /** CPE 2.3 name. */
  readonly cpe?: string;
  /** Software identification tag. */
  readonly swid?: string;
  /** RFC 5646 codes of the languages that it speaks. */
  readonly languages?: readonly string[];
  readonly vendor?: string;
  readonly version?: string;
  readonly x_opencti_product?: string;
}

/** An account on a system. */
export interface UserAccount extends ObservableProperties {
  readonly type: 'user-account';
  /** Id of the account on its system. */
  readonly user_id?: string;
  /** Password or key in clear text, when known. */
  readonly credential?: string;
  /** Name by which one logs in. */
  readonly account_login?: string;
  readonly account_type?: AccountType;
  readonly display_name?: string;
  readonly is_service_account?: boolean;
  readonly is_privileged?: boolean;
  readonly can_escalate_privs?: boolean;
  readonly is_disabled?: boolean;
  readonly account_created?: Timestamp;
  readonly account_expires?: Timestamp;
  readonly credential_last_changed?: Timestamp;
  readonly account_first_login?: Timestamp;
  readonly account_last_login?: Timestamp;
  readonly extensions?: UserAccountExtensions;
}

/** The `extensions` of a user account. */
export interface UserAccountExtensions extends ObservableExtensions {
  readonly 'unix-account-ext'?: UnixAccountExtension;
}

/** What Unix knows of an account. */
export interface UnixAccountExtension {
  /** Id of its main group. */
  readonly gid?: number;
  readonly groups?: readonly string[];
  readonly home_dir?: string;
  readonly shell?: string;
}

/** A key of the Windows registry. */
export interface WindowsRegistryKey extends ObservableProperties {
  readonly type: 'windows-registry-key';
  /** Full path with the hive in long form, such as `HKEY_LOCAL_MACHINE\System\Foo`. */
  readonly key?: string;
  readonly values?: readonly WindowsRegistryValue[];
  readonly modified_time?: Timestamp;
  /** Id of the user account that made it. */
  readonly creator_user_ref?: string;
  readonly number_of_subkeys?: number;
}

/** Type of the data of a value of the Windows registry. */
export type WindowsRegistryDataType = OpenVocab<
  | 'REG_NONE'
  | 'REG_SZ'
  | 'REG_EXPAND_SZ'
  | 'REG_BINARY'
  | 'REG_DWORD'
  | 'REG_DWORD_BIG_ENDIAN'
  | 'REG_DWORD_LITTLE_ENDIAN'
  | 'REG_LINK'
  | 'REG_MULTI_SZ'
  | 'REG_RESOURCE_LIST'
  | 'REG_FULL_RESOURCE_DESCRIPTION'
  | 'REG_RESOURCE_REQUIREMENTS_LIST'
  | 'REG_QWORD'
  | 'REG_INVALID_TYPE'
>;

/** A value of a key of the Windows registry, inside its key. */
export interface WindowsRegistryValue {
  /** Empty text for the default value. */
  readonly name?: string;
  readonly data?: string;
  readonly data_type?: WindowsRegistryDataType;
}

/** A value of a key of the Windows registry, as an observable of its own. */
export interface WindowsRegistryValueType extends CustomObservableProperties {
  readonly type: 'windows-registry-value-type';
  /** Empty text for the default value. */
  readonly name?: string;
  readonly data?: string;
  readonly data_type?: WindowsRegistryDataType;
}
