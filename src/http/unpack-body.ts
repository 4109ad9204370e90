import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** More layers of compression than any honest server uses. */
const MAX_LAYERS = 3;

/** Up to here a body may unpack to as many times its size as it likes. */
const HARMLESS_BYTES = 10_000_000;

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Says that a body holds more than the caller wants to keep. */
export class BodyTooLarge extends Error {}

/** Says that a body unpacks to more times its size than the caller allows. */
export class BodyBomb extends Error {}

/** Says that a body is compressed in a way that we don't speak. */
export class UnknownEncoding extends Error {}

/** The compressions that {@link unpackBody} undoes, as an `accept-encoding` header. */
export const ACCEPT_ENCODING = 'gzip, br';

/** What is known of a body before it is read. */
export interface BodyLimits {
  /** The `content-encoding` header. */
  readonly encoding?: string;
  /** The `content-length` header. */
  readonly length?: string;
  /** Most bytes that may come out. */
  readonly maxBytes: number;
  /** How many bytes may come out for each that goes in, once 10 MB are out. Default: any number. */
  readonly maxRatio?: number;
}

/**
 * Gives the bytes of a body as they arrive, its compression undone. What counts against `maxBytes`
 * is what comes out, so that a small body that unpacks to a huge one is cut off in time. However
 * the reading ends, the body is destroyed.
 *
 * @throws BodyTooLarge, BodyBomb or UnknownEncoding; else what the stream fails with
 */
export async function* unpackBody(
  body: Readable,
  { encoding, length, maxBytes, maxRatio = Infinity }: BodyLimits,
): AsyncGenerator<Buffer, void> {
  // A body that is left alone reports that as an error, which nobody waits for.
  body.on('error', () => undefined);
  let bytes = 0;
  try {
    if (Number(length) > maxBytes) throw new BodyTooLarge();
    const layers = decoders(encoding);
    for await (const chunk of unpacked(body, layers) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new BodyTooLarge();
      if (isBomb(bytes, layers[0], maxRatio)) throw new BodyBomb();
      yield chunk;
    }
  } finally {
    body.destroy();
  }
}

function unpacked(body: Readable, layers: readonly Transform[]): Readable {
  // Whoever reads the last stream sees the error of any of them; there is nobody else to tell.
  return layers.reduce<Readable>(
    (packed, decoder) => pipeline(packed, decoder, () => undefined),
    body,
  );
}

function isBomb(bytes: number, outermost: Transform | undefined, maxRatio: number): boolean {
  if (outermost === undefined || bytes <= HARMLESS_BYTES) return false;
  const { bytesWritten } = outermost as Transform & { readonly bytesWritten: number };

  return bytes > bytesWritten * maxRatio;
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
