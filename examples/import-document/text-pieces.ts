import { TextDecoder } from 'node:util';

/** Characters that are looked at together. */
const PIECE_SIZE = 65_536;
/** Bytes by which an encoding is known. */
const MARK_SIZE = 3;

/**
 * The text of a file as it arrives: UTF-16 by its byte order mark, else UTF-8. What is neither becomes
 * U+FFFD, and NULs are left out, so that names in plain letters survive any encoding.
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let head = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    head = decoder ? Buffer.from(chunk) : Buffer.concat([head, chunk]);
    if (!decoder && head.length < MARK_SIZE) continue;
    decoder ??= new TextDecoder(encodingOf(head));
    yield decoder.decode(head, { stream: true }).replaceAll('\0', '');
  }
  const end = decoder ? decoder.decode() : new TextDecoder().decode(head);
  yield end.replaceAll('\0', '');
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';

  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** Text in pieces that end where a line does, or at least a word, as far as there is one. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    rest += text;
    if (rest.length < PIECE_SIZE) continue;
    const end = Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf(' ')) + 1 || rest.length;
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  if (rest !== '') yield rest;
}
