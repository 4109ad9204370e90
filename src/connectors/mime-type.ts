/** A MIME type such as `text/csv`; parameters do not count. */
export type MimeType = `${string}/${string}`;

/** The characters of RFC 6838, and the star that OpenCTI does not know. */
const MIME = /^[a-z\d][a-z\d!#$&^_.+-]*\/[a-z\d][a-z\d!#$&^_.+-]*$/i;

/** The MIME type in a text, without parameters; undefined when there is none. */
export function mimeTypeOf(text: unknown): MimeType | undefined {
  if (typeof text !== 'string') return undefined;
  const [type = ''] = text.split(';', 1);
  const trimmed = type.trim();

  return MIME.test(trimmed) ? (trimmed as MimeType) : undefined;
}
