import type { Logger } from '../../injection/index.js';

/** How much may come out of what is packed. */
export interface UnpackLimits {
  /** Most bytes, unpacked. */
  readonly maxBytes: number;
  /** Most bytes for each packed one, once 10 MB are out. */
  readonly maxRatio: number;
}

/** What a body is read from. */
export interface BodySource {
  /** The address; already bare. */
  readonly url: string;
  /** The encoding of its text, as far as it is known. */
  readonly charset?: string;
  readonly log: Logger;
  readonly limits: UnpackLimits;
  /** Whether `read` may be called again. */
  readonly isRepeatable: boolean;
  /** The bytes, from the beginning. */
  read(this: void): AsyncIterable<Uint8Array>;
  /** Lets go of everything. Called when the body has been read, and when it is closed. */
  close(this: void): void | Promise<void>;
}
