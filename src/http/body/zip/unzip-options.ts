import type { ReadOptions } from '../read-options.js';

/** How an archive is read. */
export interface UnzipOptions extends Pick<ReadOptions, 'onMalformed' | 'maxMalformed'> {
  /** Most files. Default 10,000. */
  readonly maxItems?: number;
  /** Most bytes of all files together, unpacked. Default: the limit of the body (10 GB). */
  readonly maxBytes?: number;
  /** Most bytes of a file for each packed one, once 10 MB are out. Default 250. */
  readonly maxRatio?: number;
}
