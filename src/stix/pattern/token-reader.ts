import { BundleError } from '../../errors/index.js';
import { readToken, type Token, type TokenKind } from './token.js';

/** Goes through the tokens of a pattern, one ahead. What it can't pass is a `BUNDLE_PATTERN_INVALID`. */
export class TokenReader {
  private readonly pattern: string;
  private position: number;
  private ahead: Token;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.position = 0;
    this.ahead = this.read();
  }

  /** The token that comes next. */
  get next(): Token {
    return this.ahead;
  }

  /** Passes the next token and gives it. */
  take(): Token {
    const token = this.ahead;
    this.ahead = this.read();

    return token;
  }

  /** Passes the next token if it is one of these signs or words. */
  takeOneOf(...texts: readonly string[]): string | undefined {
    const { kind, text } = this.ahead;
    if ((kind !== 'sign' && kind !== 'word') || !texts.includes(text)) return undefined;
    this.take();

    return text;
  }

  /** Passes the next token, which must be one of these signs or words. */
  expect(...texts: readonly string[]): string {
    return this.takeOneOf(...texts) ?? this.fail(texts.join(' or '));
  }

  /** Passes the next token, which must be of one of these kinds. */
  expectKind(expected: string, ...kinds: readonly TokenKind[]): Token {
    return kinds.includes(this.ahead.kind) ? this.take() : this.fail(expected);
  }

  /** Ends the reading: something else was expected here. */
  fail(expected: string): never {
    const { kind, text, at } = this.ahead;
    const found = kind === 'end' ? 'the text ends' : 'something else is there';
    const problem =
      kind === 'odd'
        ? `there is ${text} at character ${at}`
        : `${expected} is expected at character ${at}, but ${found}`;

    throw new BundleError('BUNDLE_PATTERN_INVALID', { problem });
  }

  private read(): Token {
    const token = readToken(this.pattern, this.position);
    this.position = token.next;

    return token;
  }
}
