import { inspect } from 'node:util';

/** What is printed in place of a secret. */
export const MASK = '[secret]';

/**
 * Text that must not be seen: a token, a password, a key. It prints as `[secret]` wherever it ends
 * up (string, JSON, log, inspection); only {@link Secret.reveal} gives it away.
 *
 * ```ts
 * headers: { authorization: `Bearer ${this.config.apiKey.reveal()}` }
 * ```
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** The text itself. Call it where the secret is sent, and keep the result nowhere. */
  reveal(): string {
    return this.#text;
  }

  /** `[secret]`. */
  toString(): string {
    return MASK;
  }

  /** `[secret]`. */
  toJSON(): string {
    return MASK;
  }

  /** `[secret]`, as text; a secret is not a number. */
  [Symbol.toPrimitive](): string {
    return MASK;
  }

  /** `[secret]`. */
  [inspect.custom](): string {
    return MASK;
  }
}
