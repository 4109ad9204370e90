import { HttpError } from '../errors/index.js';
import { jsonPosition } from './json-position.js';

/** Characters of the body that an error shows. */
const SHOWN = 80;

/**
 * Parses JSON that came from outside.
 *
 * @param url already bare
 * @throws HttpError `HTTP_NOT_JSON`, which says where it went wrong and what it looks like
 */
export function parseJson(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const looksLike = appearance(text, error as SyntaxError);
    const position = jsonPosition(text, error as SyntaxError);
    throw new HttpError('HTTP_NOT_JSON', {
      url,
      reason: reasonOf(text, looksLike, position),
      position,
      start: text.trimStart().slice(0, SHOWN),
      looksLike,
    });
  }
}

function reasonOf(text: string, looksLike?: 'HTML' | 'cut JSON', position?: number): string {
  if (!text.trim()) return 'it is empty';
  if (looksLike === 'HTML') return 'it is an HTML page';
  if (looksLike === 'cut JSON') return `it is cut after ${text.length} characters`;

  return position === undefined ? 'it has a syntax error' : `syntax error at position ${position}`;
}

function appearance(text: string, error: SyntaxError): 'HTML' | 'cut JSON' | undefined {
  if (/^\s*</.test(text)) return 'HTML';
  const isCut =
    /^\s*[[{"]/.test(text) &&
    (/end of JSON input|Unterminated string/.test(error.message) ||
      jsonPosition(text, error) === text.length);

  return isCut ? 'cut JSON' : undefined;
}
