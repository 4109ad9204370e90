import type { ListeningBlueprint } from '../../connectors/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { Platform, Work, Works } from '../../platform/index.js';
import type { Tlp } from '../../stix/index.js';
import type { BundleCopy, Outbox } from '../../transport/index.js';
import type { Furnishings } from '../furnish.js';
import type { RetryPolicy } from '../retry-policy.js';

/** What the answering of requests works with. */
export interface ListeningParts<Kind extends ListeningBlueprint = ListeningBlueprint> {
  readonly blueprint: Kind;
  /** Instance of the connector's class. */
  readonly connector: object;
  /** What the connector is called in OpenCTI. */
  readonly name: string;
  /** Entities or MIME types that the operator lets through. */
  readonly scope: readonly string[];
  /** The strictest TLP level that is handled; undefined for no limit. */
  readonly maxTlp: Tlp | undefined;
  /** Whether the operator wants all results to be validated. */
  readonly validateBeforeImport: boolean;
  /** How results are validated when OpenCTI does not say. */
  readonly validationMode: 'workbench' | 'draft';
  readonly furnishings: Furnishings;
  /** OpenCTI, outside of any request. */
  readonly platform: Platform;
  readonly works: Pick<Works, 'of'>;
  /** Opens a work for a request that comes without one. */
  readonly openWork: () => Promise<Work>;
  readonly outbox: Outbox;
  /** Places that get each result as a whole, before the queue does. Default: none. */
  readonly copies?: readonly BundleCopy[];
  /** The connector's own user: in whose name results go that nobody asked for. */
  readonly userId: string;
  readonly retryPolicy: RetryPolicy;
  readonly clock: Clock;
  readonly log: Logger;
}
