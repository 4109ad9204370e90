import { TextDecoder } from 'node:util';
import { HttpError } from '../../errors/index.js';

/** A byte order mark, decoded. */
const MARK = '\uFEFF';

/**
 * A function that decodes whole lines of an encoding. Bytes that it does not know become U+FFFD; the
 * byte order mark of the first line is left out.
 *
 * @param encoding as the WHATWG names it
 * @throws HttpError `HTTP_OPTION` for an encoding that is unknown
 */
export function decodeWith(encoding: string): (bytes: Uint8Array) => string {
  const decode = decoderOf(encoding);
  let isFirst = true;

  return bytes => {
    const text = decode(bytes);
    if (!isFirst) return text;
    isFirst = false;

    return text.startsWith(MARK) ? text.slice(1) : text;
  };
}

/** Whether line feeds can't be found by their byte. */
export function isWide(encoding: string): boolean {
  return /^utf-16/i.test(encoding);
}

/** Changes an encoding in which line feeds can't be found by their byte into UTF-8. */
export async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<Uint8Array, void> {
  const decoder = textDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function decoderOf(encoding: string): (bytes: Uint8Array) => string {
  const decoder = textDecoder(encoding);
  // Node's own is several times as fast.
  if (decoder.encoding !== 'utf-8') return bytes => decoder.decode(bytes);

  return bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

function textDecoder(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { ignoreBOM: true });
  } catch {
    throw new HttpError('HTTP_OPTION', { option: 'encoding', reason: 'no such encoding is known' });
  }
}
