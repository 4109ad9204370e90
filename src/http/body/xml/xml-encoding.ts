/** More than any XML declaration is long. */
const DECLARATION_BYTES = 200;

/**
 * The encoding of an XML document: what the source says, else its byte order mark, else its own
 * declaration, else UTF-8.
 *
 * @param beginning the first bytes of the document
 * @param said the charset of its content type
 * @see XML 1.0 appendix F
 */
export function xmlEncoding(beginning: Uint8Array, said: string | undefined): string {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (said !== undefined) return said;
  const text = Buffer.from(beginning.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const declared = /^(?:ï»¿)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(text)?.[1];

  return declared ?? 'utf-8';
}
