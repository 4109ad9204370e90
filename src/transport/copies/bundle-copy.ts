import type { Bundle } from '../../stix/index.js';
import type { Envelope } from '../outbox.js';

/**
 * A place that takes each bundle whole, beside the queue or in its stead: a folder, an object store.
 * One per connector and place.
 */
export interface BundleCopy {
  /** Where the copies go, as people know it: a path, or `s3://bucket/folder`. No credentials. */
  readonly place: string;

  /**
   * Keeps a bundle. Called before the same objects are sent to the queue, so that a failure leaves
   * nothing half done; when the queue then fails, the same objects are kept again with the next try.
   *
   * @param bundle as it was made, before it is split.
   * @param signal gives up what is not kept yet.
   * @throws TransportError when it is not kept.
   */
  write(bundle: Bundle, envelope: Envelope, signal?: AbortSignal): Promise<void>;

  /** Releases what is held. Harmless twice. */
  close(): Promise<void>;
}

/** The connector as the readers of its copies are told of it. */
export interface CopiedConnector {
  readonly id: string;
  readonly name: string;
  /** Such as `EXTERNAL_IMPORT`. */
  readonly type: string;
  readonly scope: readonly string[];
  readonly auto: boolean;
  readonly validateBeforeImport: boolean;
}
