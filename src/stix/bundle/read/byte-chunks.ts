import { BundleError } from '../../../errors/index.js';

/** What a bundle can be read from: text, bytes, or a source of either, such as a file or a response. */
export type BundleSource =
  string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const HIGH_SURROGATE_AT_END = /[\uD800-\uDBFF]$/;

/**
 * Gives a source as chunks of UTF-8. A character that is split between two text chunks stays whole.
 *
 * @throws BundleError `BUNDLE_STREAM_MALFORMED` for a chunk that is neither text nor bytes.
 */
export async function* byteChunks(source: BundleSource): AsyncGenerator<Uint8Array, void> {
  const chunks = typeof source === 'string' || source instanceof Uint8Array ? [source] : source;
  let offset = 0;
  let half = '';

  for await (const chunk of chunks) {
    const bytes = bytesOf(half, chunk);
    if (bytes === undefined) {
      throw new BundleError('BUNDLE_STREAM_MALFORMED', { offset, expected: 'bytes or text' });
    }
    half = typeof chunk === 'string' ? (HIGH_SURROGATE_AT_END.exec(chunk)?.[0] ?? '') : '';
    offset += bytes.length;
    yield bytes;
  }
  if (half !== '') yield Buffer.from(half);
}

/** What is left of the chunk before, and the chunk, but for half a character at its end. */
function bytesOf(before: string, chunk: unknown): Uint8Array | undefined {
  if (typeof chunk === 'string')
    return Buffer.from(before + chunk.replace(HIGH_SURROGATE_AT_END, ''));
  if (!(chunk instanceof Uint8Array)) return undefined;

  return before === '' ? chunk : Buffer.concat([Buffer.from(before), chunk]);
}
