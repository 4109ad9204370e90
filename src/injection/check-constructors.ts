import { InjectionError } from '../errors/index.js';
import type { Constructor } from './constructor.js';
import type { Hole } from './hole.js';
import { drawHoles } from './hole-drawing.js';
import { survey, type IsProvided } from './survey.js';
import { tokenName } from './token.js';

/**
 * Every class that a class asks for in its constructor, directly or through others, itself first.
 * Provided classes and config classes are listed and not looked into; holes are passed over.
 *
 * @param root the class to start at.
 * @param isProvided whether a value stands ready for a token.
 */
export function constructorGraph(root: Constructor, isProvided: IsProvided): Constructor[] {
  return [...survey(root, isProvided, { configComesLater: true }).classes];
}

/**
 * Looks through the constructors of a class and of all classes it asks for, before anything is
 * built. Config classes count as filled: their settings are loaded later.
 *
 * @param root the class to start at.
 * @param isProvided whether a value stands ready for a token.
 * @throws InjectionError with every hole drawn; its code is that of the first hole:
 * INJECTION_TYPE_ERASED, INJECTION_NO_METADATA, INJECTION_UNREGISTERED or INJECTION_CIRCULAR.
 */
export function checkConstructors(root: Constructor, isProvided: IsProvided): void {
  refuseHoles(root, survey(root, isProvided, { configComesLater: true }).holes);
}

/** Throws the error that shows these holes; does nothing when there are none. */
export function refuseHoles(root: Constructor, holes: readonly Hole[]): void {
  const [first] = holes;
  if (!first) return;

  throw new InjectionError(first.code, {
    root: tokenName(root),
    drawing: drawHoles(holes),
    fixes: [...new Set(holes.map(hole => hole.fix))],
    codes: [...new Set(holes.map(hole => hole.code))],
  });
}
