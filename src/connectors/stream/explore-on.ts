import { DeclarationError } from '../../errors/index.js';
import type { Constructor } from '../../injection/index.js';
import { entitiesOf } from '../../stix/index.js';
import { requirePlace } from '../explore-handlers.js';
import { readHandlers, type HandlerDeclaration } from '../handler-declaration.js';
import { shown } from '../option-reader.js';
import type { StreamHandlerBlueprint } from './stream-blueprint.js';
import type { StreamEventType } from './stream-event.js';

/** The types of events, as OpenCTI names them. */
export const STREAM_EVENT_TYPES = ['create', 'update', 'delete', 'merge'] as const;

/** A handler's hold on an entity; one that names it beats one that names its group. */
interface Claim extends StreamHandlerBlueprint {
  readonly isExact: boolean;
}

/**
 * Reads and checks the methods marked `@On`: every name known, and no event handled twice.
 *
 * @throws DeclarationError DECLARATION_NO_HANDLER, DECLARATION_HANDLER_MISPLACED,
 * DECLARATION_HANDLER_UNKNOWN or DECLARATION_DUPLICATE_HANDLER
 */
export function exploreOn(target: Constructor): readonly StreamHandlerBlueprint[] {
  const claims = new Map<string, Claim>();
  for (const handler of readHandlers(target)) {
    requirePlace(target, handler, '@On');
    for (const claim of claimsOf(target, handler)) settle(target, claims, claim);
  }
  if (claims.size === 0) {
    throw new DeclarationError('DECLARATION_NO_HANDLER', {
      className: target.name,
      decorator: '@Stream',
      fix: "mark a method with @On('create', 'Indicator'), or one with @OnBatch()",
    });
  }

  return Object.freeze(
    [...claims.values()].map(({ isExact: _isExact, ...handler }) => Object.freeze(handler)),
  );
}

function* claimsOf(target: Constructor, handler: HandlerDeclaration): Generator<Claim> {
  const { method } = handler;
  for (const given of handler.of) {
    const { type: wanted, names } = given as { type: unknown; names: readonly unknown[] };
    const type = STREAM_EVENT_TYPES.find(known => known === wanted);
    if (!type) throw unknown(target, handler, wanted, `one of ${STREAM_EVENT_TYPES.join(', ')}`);
    if (names.length === 0) yield { type, of: undefined, method, isExact: true };
    for (const name of names) {
      const entities = typeof name === 'string' ? entitiesOf(name) : [];
      const isExact = entities.length === 1;
      if (entities.length === 0) throw unknown(target, handler, name, EXPECTED);
      for (const of of entities) yield { type, of, method, isExact };
    }
  }
}

const EXPECTED = "an entity of OpenCTI, spelt as in 'IPv4-Addr'";

function unknown(
  target: Constructor,
  { decorator, method }: HandlerDeclaration,
  given: unknown,
  expected: string,
): DeclarationError {
  return new DeclarationError('DECLARATION_HANDLER_UNKNOWN', {
    className: target.name,
    method: String(method),
    ...{ decorator, given: shown(given), expected },
  });
}

function settle(target: Constructor, claims: Map<string, Claim>, claim: Claim): void {
  const key = keyOf(claim.type, claim.of);
  const earlier = claims.get(key);
  const isContested =
    earlier !== undefined && earlier.method !== claim.method && earlier.isExact === claim.isExact;
  if (isContested) {
    throw new DeclarationError('DECLARATION_DUPLICATE_HANDLER', {
      className: target.name,
      of: `${claim.type} ${claim.of ?? 'of all entities'}`,
      methods: [earlier.method, claim.method].map(String),
    });
  }
  if (!earlier || claim.isExact) claims.set(key, claim);
}

function keyOf(type: StreamEventType, of: string | undefined): string {
  return `${type} ${(of ?? '*').toLowerCase()}`;
}
