import type { StixRecord } from './stix-record.js';

/** An object as the sandbox keeps it. Records are replaced, never changed in place. */
export interface StoredObject {
  /** Internal id, as OpenCTI gives to everything. */
  readonly internalId: string;
  /** The STIX object, its id the standard one and its references standard ids too. */
  readonly object: StixRecord;
  /** Every id it is found under. */
  readonly ids: ReadonlySet<string>;
  /** ISO time of the first import. */
  readonly createdAt: string;
  /** ISO time of the last import that changed something. */
  readonly updatedAt: string;
  /**
   * Found by its ids, but not part of what the sandbox shows and exports: a marking that was there
   * from the start, until something is imported that uses it, or a label or external reference of
   * which objects hold copies.
   */
  readonly isUnlisted: boolean;
}
