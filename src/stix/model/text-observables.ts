import type { CustomObservableProperties, ObservableProperties } from './core-properties.js';
import type { Timestamp } from './timestamp.js';
import type { PersonaType } from './vocabularies/observables.js';

/** Any text worth keeping. */
export interface Text extends CustomObservableProperties {
  readonly type: 'text';
  readonly value: string;
}

/** The name by which a client program presents itself. */
export interface UserAgent extends CustomObservableProperties {
  readonly type: 'user-agent';
  readonly value: string;
}

/** A phone number. */
export interface PhoneNumber extends CustomObservableProperties {
  readonly type: 'phone-number';
  readonly value: string;
}

/** A password, token or other secret that leaked. */
export interface Credential extends CustomObservableProperties {
  readonly type: 'credential';
  readonly value: string;
}

/** The number of a parcel. */
export interface TrackingNumber extends CustomObservableProperties {
  readonly type: 'tracking-number';
  readonly value: string;
}

/** A post, article or video. OpenCTI identifies it by its URL. */
export interface MediaContent extends CustomObservableProperties {
  readonly type: 'media-content';
  readonly url: string;
  readonly title?: string;
  readonly content?: string;
  readonly media_category?: string;
  readonly publication_date?: Timestamp;
}

/** A name under which someone acts. */
export interface Persona extends CustomObservableProperties {
  readonly type: 'persona';
  readonly persona_name: string;
  readonly persona_type: PersonaType;
}

/**
 * An observable told by a key and a value, from which the worker makes the real one. Use it when the
 * type is only known at run time.
 */
export interface SimpleObservable extends ObservableProperties {
  readonly type: 'simple-observable';
  /** Entity type and property, such as `IPv4-Addr.value` or `File.hashes.MD5`. */
  readonly key: string;
  readonly value: string;
}
