/**
 * The least that every STIX object has. Precise types (`Vulnerability`, `IPv4Addr`, …) extend it;
 * an object from outside is a `StixObject` once its `type` and `id` are text.
 */
export interface StixObject {
  readonly type: string;
  readonly id: string;
}

/** A STIX 2.1 bundle: a transport envelope, without meaning of its own. */
export interface Bundle {
  readonly type: 'bundle';
  readonly id: string;
  readonly spec_version?: string;
  readonly objects: readonly StixObject[];
}
