const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING: readonly number[] = [0x5b, 0x7b];
const CLOSING: readonly number[] = [0x5d, 0x7d];

/**
 * Whether JSON text is nested deeper than so many levels. A loop over the text, since what is nested
 * too deeply is what a recursive reader would fail on.
 */
export function isDeeperThan(text: string, levels: number): boolean {
  // Each level takes two characters.
  if (text.length <= 2 * levels) return false;
  let depth = 0;
  let isString = false;

  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) isString = !isString;
    else if (isString) at += char === BACKSLASH ? 1 : 0;
    else if (OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char)) depth -= 1;
    if (depth > levels) return true;
  }

  return false;
}
