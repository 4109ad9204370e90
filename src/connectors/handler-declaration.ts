import 'reflect-metadata';
import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';

/** How the decorator of a handler is written. */
export type HandlerDecorator = '@Enrich' | '@Accepts' | '@Produces' | '@On' | '@OnBatch';

/** What one handler decorator wrote down. */
export interface HandlerDeclaration {
  readonly decorator: HandlerDecorator;
  /** What it names: entities or MIME types, unchecked. */
  readonly of: readonly unknown[];
  readonly method: string | symbol;
}

const HANDLERS = Symbol('octiflow.handlers');

/**
 * Adds a handler to the class of a prototype.
 *
 * @throws DeclarationError DECLARATION_HANDLER_MISPLACED for a static method.
 */
export function appendHandler(prototype: object, handler: HandlerDeclaration): void {
  if (typeof prototype === 'function') {
    throw new DeclarationError('DECLARATION_HANDLER_MISPLACED', {
      className: prototype.name,
      method: String(handler.method),
      decorator: handler.decorator,
      reason: 'the method is static',
      fix: 'remove "static": requests are handled by the instance',
    });
  }

  Reflect.defineMetadata(HANDLERS, [...ownHandlers(prototype), handler], prototype);
}

/**
 * The handlers of a class, in the order in which they are written, then those of its parents whose
 * methods it does not mark itself.
 */
export function readHandlers(target: Constructor): readonly HandlerDeclaration[] {
  const found: HandlerDeclaration[] = [];

  for (
    let prototype = target.prototype as object | null;
    prototype !== null && prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype) as object | null
  ) {
    const marked = new Set(found.map(({ method }) => method));
    found.push(...ownHandlers(prototype).filter(({ method }) => !marked.has(method)));
  }

  return found;
}

function ownHandlers(prototype: object): readonly HandlerDeclaration[] {
  return (Reflect.getOwnMetadata(HANDLERS, prototype) ?? []) as readonly HandlerDeclaration[];
}
