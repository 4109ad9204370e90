/** What OpenCTI's Python client strips beyond ASCII. JavaScript's `trim` differs on U+0085 and U+FEFF. */
const BLANKS_BEYOND_ASCII: ReadonlySet<number> = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
  0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

/**
 * Removes the blanks at both ends of a text, by Python's idea of a blank: the separators U+001C to
 * U+001F and U+0085 are blanks, the byte order mark U+FEFF and the zero width space U+200B are not.
 *
 * @see Python `str.strip`
 */
export function stripBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;

  return text.slice(start, end);
}

/**
 * The form in which OpenCTI compares names: lower case, without blanks at the ends. Accents are not
 * normalised, so a composed and a decomposed letter are two names.
 */
export function normalText(text: string): string {
  return stripBlanks(text.toLowerCase());
}

function isBlank(code: number): boolean {
  if (code > 0x7f) return BLANKS_BEYOND_ASCII.has(code);

  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
}
