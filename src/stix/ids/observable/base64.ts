const ALPHABET = /[A-Za-z0-9+/]/;

/**
 * True for what Python's `b64decode` decodes: characters outside the alphabet are passed over, and the
 * padding must be there.
 */
export function isBase64(text: string): boolean {
  let inQuad = 0;
  let padding = 0;
  for (const character of text) {
    if (character > '\u007f') return false;
    if (character === '=') {
      padding++;
      if (inQuad >= 2 && inQuad + padding >= 4) return true;
    } else if (ALPHABET.test(character)) {
      padding = 0;
      inQuad = (inQuad + 1) % 4;
    }
  }

  return inQuad === 0;
}
