import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';
import { readHandlers, type HandlerDeclaration } from './handler-declaration.js';
import { shown } from './option-reader.js';

/** The method that handles requests for one entity, or of one MIME type. */
export interface HandlerBlueprint {
  /** Entity as OpenCTI spells it, or MIME type without parameters. */
  readonly of: string;
  /** Name of the method. */
  readonly method: string | symbol;
}

/** What a kind of connector says about its handlers. */
export interface HandlerRules {
  /** The decorator that marks them. */
  readonly decorator: HandlerDeclaration['decorator'];
  /** What it may name, for an error: `an entity of OpenCTI`. */
  readonly expected: string;
  /** What a name stands for: itself, several things, or nothing when it is unknown. */
  readonly namesOf: (given: unknown) => readonly string[];
}

/** A handler's hold on a name; one that names it beats one that names its group. */
interface Claim extends HandlerBlueprint {
  readonly isExact: boolean;
}

/**
 * Reads and checks the handlers of a class: every name known, and none handled twice.
 *
 * @throws DeclarationError DECLARATION_HANDLER_MISPLACED, DECLARATION_HANDLER_UNKNOWN or
 * DECLARATION_DUPLICATE_HANDLER
 */
export function exploreHandlers(
  target: Constructor,
  rules: HandlerRules,
): readonly HandlerBlueprint[] {
  const claims = new Map<string, Claim>();

  for (const handler of readHandlers(target)) {
    requirePlace(target, handler, rules.decorator);
    for (const given of handler.of) {
      const names = requireNames(target, handler, given, rules);
      const isExact = names.length === 1;
      for (const of of names) settle(target, claims, { of, method: handler.method, isExact });
    }
  }

  return Object.freeze([...claims.values()].map(({ of, method }) => Object.freeze({ of, method })));
}

/**
 * Refuses handlers in a class of a kind that has none.
 *
 * @throws DeclarationError DECLARATION_HANDLER_MISPLACED
 */
export function refuseHandlers(target: Constructor): void {
  const [handler] = readHandlers(target);
  if (handler) throw misplaced(target, handler, OTHER_KIND, `remove ${handler.decorator}`);
}

const OTHER_KIND = 'the class is a connector of another kind';

/**
 * Refuses a handler that is marked for another kind, or that is no method.
 *
 * @throws DeclarationError DECLARATION_HANDLER_MISPLACED
 */
export function requirePlace(
  target: Constructor,
  handler: HandlerDeclaration,
  decorator: HandlerDeclaration['decorator'],
): void {
  if (handler.decorator !== decorator) {
    throw misplaced(target, handler, OTHER_KIND, `mark methods of this class with ${decorator}`);
  }
  const prototype = target.prototype as Readonly<Record<string | symbol, unknown>>;
  if (typeof prototype[handler.method] !== 'function') {
    throw misplaced(target, handler, 'it is no method', 'put the decorator above a method');
  }
}

function misplaced(
  target: Constructor,
  { decorator, method }: HandlerDeclaration,
  reason: string,
  fix: string,
): DeclarationError {
  return new DeclarationError('DECLARATION_HANDLER_MISPLACED', {
    className: target.name,
    method: String(method),
    ...{ decorator, reason, fix },
  });
}

function requireNames(
  target: Constructor,
  { decorator, method }: HandlerDeclaration,
  given: unknown,
  { expected, namesOf }: HandlerRules,
): readonly string[] {
  const names = namesOf(given);
  if (names.length > 0) return names;

  throw new DeclarationError('DECLARATION_HANDLER_UNKNOWN', {
    className: target.name,
    method: String(method),
    ...{ decorator, given: shown(given), expected },
  });
}

function settle(target: Constructor, claims: Map<string, Claim>, claim: Claim): void {
  const key = claim.of.toLowerCase();
  const earlier = claims.get(key);
  const isContested =
    earlier !== undefined && earlier.method !== claim.method && earlier.isExact === claim.isExact;
  if (isContested) {
    throw new DeclarationError('DECLARATION_DUPLICATE_HANDLER', {
      className: target.name,
      of: claim.of,
      methods: [earlier.method, claim.method].map(String),
    });
  }
  if (!earlier || claim.isExact) claims.set(key, claim);
}
