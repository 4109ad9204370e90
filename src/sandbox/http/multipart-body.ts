/** One part of a multipart body. */
export interface BodyPart {
  /** Name of the form field. */
  readonly name: string;
  /** Name of the file; undefined for a plain field. */
  readonly fileName: string | undefined;
  readonly bytes: Buffer;
}

/** Why a body can't be read. */
export class UnreadableBody extends Error {}

/** More parts than any request needs. */
const MAX_PARTS = 1_000;

const BLANK_LINE = Buffer.from('\r\n\r\n');

/**
 * Reads a `multipart/form-data` body.
 *
 * @throws UnreadableBody
 * @see RFC 7578
 */
export function readMultipart(body: Buffer, contentType: string): readonly BodyPart[] {
  const boundary = parameterOf(contentType, 'boundary');
  if (!boundary) throw new UnreadableBody('Multipart: Boundary not found');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter may stand at the very beginning: give it the line break it lacks.
  const text = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: BodyPart[] = [];

  let at = text.indexOf(delimiter);
  if (at < 0) throw new UnreadableBody('Unexpected end of form');
  for (;;) {
    const start = at + delimiter.length;
    if (text.toString('latin1', start, start + 2) === '--') return parts;
    at = text.indexOf(delimiter, start);
    if (at < 0) throw new UnreadableBody('Unexpected end of form');
    if (parts.length === MAX_PARTS) throw new UnreadableBody('Too many parts');
    parts.push(readPart(text.subarray(start, at)));
  }
}

function readPart(part: Buffer): BodyPart {
  const end = part.indexOf(BLANK_LINE);
  if (end < 0) throw new UnreadableBody('Malformed part header');
  const headers = part.toString('utf8', 0, end).split('\r\n');
  const disposition = headers.find(header => /^content-disposition:/i.test(header)) ?? '';
  const name = parameterOf(disposition, 'name');
  if (name === undefined) throw new UnreadableBody('Malformed part header');

  return {
    name,
    fileName: extendedName(disposition) ?? parameterOf(disposition, 'filename'),
    bytes: part.subarray(end + BLANK_LINE.length),
  };
}

/** A parameter of a header; in quotes `%22` and `\"` stand for a quote. */
function parameterOf(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(header);
  const quoted = found?.[1];
  if (quoted === undefined) return found?.[2];

  return quoted.replace(/\\(["\\])/g, '$1').replace(/%22/g, '"');
}

/** A file name with characters that a plain parameter could not hold. @see RFC 5987 */
function extendedName(disposition: string): string | undefined {
  const encoded = /;\s*filename\*=utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
