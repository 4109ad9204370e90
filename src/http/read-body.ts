import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** More layers of compression than any honest server uses. */
const MAX_LAYERS = 3;

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Says that a body holds more than the caller wants to keep. */
export class BodyTooLarge extends Error {}

/** Says that a body is compressed in a way that we don't speak. */
export class UnknownEncoding extends Error {}

/** The compressions that {@link readBody} undoes, as an `accept-encoding` header. */
export const ACCEPT_ENCODING = 'gzip, br';

/** What is known of a body before it is read. */
export interface BodyLimits {
  /** The `content-encoding` header. */
  readonly encoding?: string;
  /** The `content-length` header. */
  readonly length?: string;
  /** Most bytes that may come out. */
  readonly maxBytes: number;
}

/**
 * Reads a body to its end, undoing its compression. What counts against `maxBytes` is what comes
 * out, so that a small body that unpacks to a huge one is cut off in time.
 *
 * @throws BodyTooLarge or UnknownEncoding; else what the stream fails with
 */
export async function readBody(body: Readable, limits: BodyLimits): Promise<Buffer> {
  const { encoding, length, maxBytes } = limits;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // A body that is left alone reports that as an error, which nobody waits for.
  body.on('error', () => undefined);
  try {
    if (Number(length) > maxBytes) throw new BodyTooLarge();
    for await (const chunk of unpacked(body, encoding) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new BodyTooLarge();
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
  }

  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes);
}

function unpacked(body: Readable, encoding: string | undefined): Readable {
  // Whoever reads the last stream sees the error of any of them; there is nobody else to tell.
  return decoders(encoding).reduce<Readable>(
    (packed, decoder) => pipeline(packed, decoder, () => undefined),
    body,
  );
}

function decoders(encoding = ''): Transform[] {
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map(layer => layer.trim())
    .filter(layer => layer && layer !== 'identity');
  if (layers.length > MAX_LAYERS) throw new UnknownEncoding(`${layers.length} layers`);

  // The header lists them in the order in which they were applied.
  return layers.reverse().map(layer => {
    const decoder = DECODERS.get(layer);
    if (!decoder) throw new UnknownEncoding(layer.slice(0, 20));
    return decoder();
  });
}
