/** A word of a STIX pattern. */
export interface Token {
  readonly kind: TokenKind;
  /** As written; for a literal, its value. */
  readonly text: string;
  /** Where it begins, counted from 0. */
  readonly at: number;
  /** Where what follows begins. */
  readonly next: number;
}

/**
 * - `word`: a keyword, an object type, a property name
 * - `text`: a literal in quotes; `timestamp`, `hex` and `binary`: one with the prefix t, h or b
 * - `number`: a literal number
 * - `sign`: an operator, bracket, dot, comma, colon or star
 * - `end`: nothing is left
 * - `odd`: what no pattern holds; `text` says what is wrong with it
 */
export type TokenKind =
  'word' | 'text' | 'timestamp' | 'hex' | 'binary' | 'number' | 'sign' | 'end' | 'odd';

const LITERAL_PREFIXES: Readonly<Record<string, TokenKind>> = {
  t: 'timestamp',
  h: 'hex',
  b: 'binary',
};

const SIGNS = new Set([...'[]().,:*=<>', '==', '!=', '<>', '<=', '>=']);

const BLANK = /[\s\u0085\u180e]/;
const WORD_START = /[A-Za-z_]/;
const WORD = /[A-Za-z0-9_-]/;
const DIGIT = /[0-9]/;

/** Gives the token that begins at or after a place. Looks at each character once. */
export function readToken(pattern: string, from: number): Token {
  const at = skipBlanks(pattern, from);
  const first = pattern.charAt(at);
  if (first === '') return { kind: 'end', text: '', at, next: at };
  if (first === "'") return readText(pattern, at, 'text', at);

  const prefixed = LITERAL_PREFIXES[first];
  if (prefixed !== undefined && pattern.charAt(at + 1) === "'") {
    return readText(pattern, at + 1, prefixed, at);
  }
  if (WORD_START.test(first)) return readRun(pattern, at, 'word', WORD);
  if (startsNumber(pattern, at)) return readNumber(pattern, at);

  return readSign(pattern, at);
}

function skipBlanks(pattern: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < pattern.length && BLANK.test(pattern.charAt(at))) at++;
    const end = endOfComment(pattern, at);
    if (end === undefined) return at;
    at = end;
  }
}

function endOfComment(pattern: string, at: number): number | undefined {
  if (pattern.startsWith('//', at)) return indexAfter(pattern, '\n', at + 2);

  return pattern.startsWith('/*', at) ? indexAfter(pattern, '*/', at + 2) : undefined;
}

function indexAfter(pattern: string, mark: string, from: number): number {
  const at = pattern.indexOf(mark, from);

  return at < 0 ? pattern.length : at + mark.length;
}

function readText(pattern: string, quote: number, kind: TokenKind, at: number): Token {
  let text = '';
  let from = quote + 1;
  for (let index = from; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "'") {
      return { kind, text: text + pattern.slice(from, index), at, next: index + 1 };
    }
    if (character !== '\\') continue;

    const escaped = pattern.charAt(index + 1);
    if (escaped !== "'" && escaped !== '\\') return odd('a backslash that is not doubled', index);
    text += pattern.slice(from, index) + escaped;
    index++;
    from = index + 1;
  }

  return odd('a quote that is never closed', at);
}

function startsNumber(pattern: string, at: number): boolean {
  const first = pattern.charAt(at);
  const digit = first === '-' || first === '+' || first === '.' ? pattern.charAt(at + 1) : first;

  return DIGIT.test(digit);
}

function readNumber(pattern: string, at: number): Token {
  let next = at + 1;
  let point = pattern.charAt(at) === '.';
  for (; next < pattern.length; next++) {
    const character = pattern.charAt(next);
    if (character === '.' && !point && DIGIT.test(pattern.charAt(next + 1))) point = true;
    else if (!DIGIT.test(character)) break;
  }

  return { kind: 'number', text: pattern.slice(at, next), at, next };
}

function readRun(pattern: string, at: number, kind: TokenKind, part: RegExp): Token {
  let next = at + 1;
  while (next < pattern.length && part.test(pattern.charAt(next))) next++;

  return { kind, text: pattern.slice(at, next), at, next };
}

function readSign(pattern: string, at: number): Token {
  const two = pattern.slice(at, at + 2);
  if (SIGNS.has(two)) return { kind: 'sign', text: two, at, next: at + 2 };
  const one = pattern.charAt(at);
  if (SIGNS.has(one)) return { kind: 'sign', text: one, at, next: at + 1 };

  return odd('a character that no pattern has', at);
}

function odd(problem: string, at: number): Token {
  return { kind: 'odd', text: problem, at, next: at };
}
