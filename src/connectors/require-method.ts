import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';

/** Whether instances of a class have a method of that name, or seem to keep a function in a field. */
export function hasMethod(target: Constructor, method: string): boolean {
  const prototype = target.prototype as Record<string, unknown> | undefined;

  return typeof prototype?.[method] === 'function' || isField(target, method);
}

/**
 * Refuses a class without a method that its kind has to have.
 *
 * @param contract the interface that names the method, as an author writes it.
 * @throws DeclarationError DECLARATION_METHOD_MISSING
 */
export function requireMethod(
  target: Constructor,
  method: string,
  { decorator, contract }: { readonly decorator: string; readonly contract: string },
): void {
  if (hasMethod(target, method)) return;

  throw new DeclarationError('DECLARATION_METHOD_MISSING', {
    className: target.name,
    ...{ method, decorator, contract },
  });
}

/** Fields are made by the constructor, so only the text of the class tells. */
function isField(target: Constructor, name: string): boolean {
  return new RegExp(`\\b${name}\\s*=`).test(Function.prototype.toString.call(target));
}
