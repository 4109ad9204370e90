import { Readable } from 'node:stream';
import { HttpError } from '../../errors/index.js';
import { networkFailure } from '../network-failure.js';
import { unpackBody } from '../unpack-body.js';
import type { UnpackLimits } from './body-source.js';

/**
 * Undoes gzip. Bytes that are no gzip stay as they are: a source that sends a `.gz` file with a
 * `content-encoding` has it unpacked on the way.
 *
 * @param url for errors; already bare
 * @throws HttpError `HTTP_TOO_LARGE`, `HTTP_BOMB` or `HTTP_TRUNCATED`
 */
export async function* gunzipped(
  chunks: AsyncIterable<Uint8Array>,
  url: string,
  limits: UnpackLimits,
): AsyncGenerator<Uint8Array, void> {
  const whole = chunks[Symbol.asyncIterator]();
  try {
    const head = await beginning(whole);
    const encoding = head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : 'identity';
    const packed = Readable.from(rejoined(head, whole), { objectMode: false });
    yield* unpackBody(packed, { encoding, ...limits });
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw networkFailure(error, { url: new URL(url), ...limits, idleMs: 0, isAnswered: true });
  } finally {
    await whole.return?.();
  }
}

async function beginning(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }

  return head;
}

async function* rejoined(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
