import type { Constructor } from './constructor.js';

/** A constructor's parameters in source text, as long as they are plain names. */
const PLAIN_PARAMETERS = /\bconstructor\s*\(\s*([\w$\s,]*?),?\s*\)\s*\{/;

/** The names of a constructor's parameters, for messages; empty when they can't be read. */
export function parameterNames(cls: Constructor | undefined): readonly string[] {
  const list = cls && PLAIN_PARAMETERS.exec(Function.prototype.toString.call(cls))?.[1];
  if (!list) return [];

  return list.split(',').map(name => name.trim());
}
