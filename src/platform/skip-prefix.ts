import { createHash } from 'node:crypto';

/** The beginning of a file, as it was read before. */
export interface KnownPrefix {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/**
 * What follows the beginning that is known already.
 *
 * @param differs makes the error for a beginning that is another one, or too short
 */
export async function* skipPrefix(
  chunks: AsyncIterable<Buffer>,
  prefix: KnownPrefix,
  differs: () => Error,
): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  let left = prefix.bytes;
  for await (const chunk of chunks) {
    const known = chunk.subarray(0, left);
    if (known.length > 0) {
      digest.update(known);
      left -= known.length;
      if (left === 0 && !digest.digest().equals(prefix.sha256)) throw differs();
    }
    if (known.length < chunk.length) yield chunk.subarray(known.length);
  }
  if (left > 0) throw differs();
}
