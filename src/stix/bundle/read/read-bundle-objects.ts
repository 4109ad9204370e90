import { BundleError } from '../../../errors/index.js';
import { isStixObject } from '../../model/is-type.js';
import type { StixObject } from '../../stix-object.js';
import { BundleScanner, type ObjectSlice } from './bundle-scanner.js';
import { byteChunks, type BundleSource } from './byte-chunks.js';

/** What {@link readBundleObjects} may be told. */
export interface ReadBundleOptions {
  /** The largest object taken, in bytes. Default 52428800, the largest request OpenCTI takes. */
  readonly maxObjectBytes?: number;
  /** How deeply an object may be nested. Default 1000, the deepest that ids can be made of. */
  readonly maxDepth?: number;
  /**
   * Called for each object that can't be taken; then reading goes on. Without it, the first one ends
   * the reading with its error.
   */
  readonly onMalformed?: (error: BundleError) => void;
}

const MAX_OBJECT_BYTES = 50 * 1024 * 1024;
const MAX_DEPTH = 1_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the objects of a bundle one at a time while its text arrives, so that a bundle of any size
 * needs the memory of one object and one chunk. Closes the source when the reader stops early.
 *
 * ```ts
 * for await (const object of readBundleObjects(createReadStream('attack.json'))) keep(object);
 * ```
 *
 * Objects before a mistake have been given by the time it is found. The order and repeats of the
 * bundle are kept.
 *
 * @throws BundleError `BUNDLE_STREAM_TRUNCATED` when the source ends too early,
 * `BUNDLE_STREAM_MALFORMED` for what is not one bundle; and without `onMalformed`,
 * `BUNDLE_OBJECT_UNREADABLE`, `BUNDLE_OBJECT_TOO_LARGE` or `BUNDLE_OBJECT_TOO_DEEP`. All name the
 * place, in bytes.
 */
export async function* readBundleObjects(
  source: BundleSource,
  options: ReadBundleOptions = {},
): AsyncGenerator<StixObject, void> {
  const { maxObjectBytes = MAX_OBJECT_BYTES, maxDepth = MAX_DEPTH, onMalformed } = options;
  const scanner = new BundleScanner(maxObjectBytes);

  for await (const chunk of byteChunks(source)) {
    for (const slice of scanner.push(chunk)) {
      const object = readObject(slice, maxObjectBytes, maxDepth);
      if (!(object instanceof BundleError)) yield object;
      else if (onMalformed === undefined) throw object;
      else onMalformed(object);
    }
  }
  scanner.end();
}

function readObject(
  { offset, bytes, nesting }: ObjectSlice,
  maxBytes: number,
  maxDepth: number,
): StixObject | BundleError {
  if (bytes === undefined) return new BundleError('BUNDLE_OBJECT_TOO_LARGE', { offset, maxBytes });
  if (nesting > maxDepth) return new BundleError('BUNDLE_OBJECT_TOO_DEEP', { offset, maxDepth });

  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    if (isStixObject(value)) return value;
    const reason = 'it is not an object with a type and an id';
    return new BundleError('BUNDLE_OBJECT_UNREADABLE', { offset, reason });
  } catch (cause) {
    const reason = (cause as Error).message;
    return new BundleError('BUNDLE_OBJECT_UNREADABLE', { offset, reason }, { cause });
  }
}
