import type { AbstractConstructor } from './constructor.js';

/** What a value is provided and asked for by: a class, abstract or not, or a name. */
export type Token<T = unknown> = AbstractConstructor<T> | string | symbol;

/** A token as people read it. */
export function tokenName(token: Token): string {
  if (typeof token !== 'function') return typeof token === 'string' ? `"${token}"` : String(token);

  return token.name || 'an unnamed class';
}
