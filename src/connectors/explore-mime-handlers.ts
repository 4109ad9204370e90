import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';
import { exploreHandlers, type HandlerBlueprint } from './explore-handlers.js';
import { readHandlers, type HandlerDecorator } from './handler-declaration.js';
import { mimeTypeOf } from './mime-type.js';

/**
 * Reads and checks the handlers of a class that deals with files: at least one, and each MIME type
 * once.
 *
 * @param decorators the one of the class, and the one of its methods.
 */
export function exploreMimeHandlers(
  target: Constructor,
  decorators: { readonly ofClass: string; readonly ofMethods: HandlerDecorator },
): readonly HandlerBlueprint[] {
  const { ofClass, ofMethods } = decorators;
  if (readHandlers(target).length === 0) {
    throw new DeclarationError('DECLARATION_NO_HANDLER', {
      className: target.name,
      decorator: ofClass,
      fix: `mark a method with ${ofMethods}('text/csv')`,
    });
  }

  return exploreHandlers(target, {
    decorator: ofMethods,
    expected: "a MIME type such as 'text/csv'",
    namesOf: given => [mimeTypeOf(given)].filter(mime => mime !== undefined),
  });
}
