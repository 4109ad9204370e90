import { TextDecoder } from 'node:util';
import { RequestError } from '../../../errors/index.js';

/** What a file begins with that says its encoding. */
const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
const LONGEST_MARK = 3;

/**
 * Decodes bytes as they come. A byte order mark decides the encoding, and is left out. Characters
 * that are cut by two chunks stay whole.
 *
 * @param encoding of a file without a mark; default `utf-8`.
 * @throws RequestError `REQUEST_FILE_MALFORMED` for an encoding that nobody knows.
 */
export async function* decodedText(
  bytes: AsyncIterable<Uint8Array>,
  encoding = 'utf-8',
): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined;
  let beginning: Uint8Array = new Uint8Array();

  for await (const chunk of bytes) {
    if (decoder) {
      yield* notEmpty(decoder.decode(chunk, { stream: true }));
      continue;
    }
    beginning = beginning.length === 0 ? chunk : Buffer.concat([beginning, chunk]);
    if (beginning.length < LONGEST_MARK) continue;
    decoder = decoderFor(beginning, encoding);
    yield* notEmpty(decoder.decode(beginning, { stream: true }));
  }

  const isShort = decoder === undefined;
  decoder ??= decoderFor(beginning, encoding);
  yield* notEmpty(isShort ? decoder.decode(beginning) : decoder.decode());
}

function decoderFor(beginning: Uint8Array, encoding: string): TextDecoder {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => beginning[at] === byte));

  try {
    return new TextDecoder(marked?.[0] ?? encoding);
  } catch (error) {
    const reason = `"${encoding}" is no encoding`;
    throw new RequestError(
      'REQUEST_FILE_MALFORMED',
      { file: 'the file', reason },
      { cause: error },
    );
  }
}

function* notEmpty(text: string): Generator<string, void> {
  if (text !== '') yield text;
}
