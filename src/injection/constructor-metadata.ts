import type { AbstractConstructor, Constructor } from './constructor.js';
import { delayedTarget } from './inject.js';
import type { Token } from './token.js';
import './tsyringe.js';

const TYPES = 'design:paramtypes';
/** tsyringe's own key; a test holds it in place. */
const TOKENS = 'injectionTokens';

/** What one constructor parameter asks for. */
export type Parameter =
  | { readonly asks: 'token'; readonly token: Token }
  | { readonly asks: 'delayed'; readonly cls: Constructor | undefined }
  | { readonly asks: 'type'; readonly type: unknown };

/** The parameters of a class's constructor; undefined when the compiler wrote nothing about them. */
export function constructorParameters(cls: AbstractConstructor): Parameter[] | undefined {
  const { types, tokens } = constructorMetadata(cls);
  if (!types && Object.keys(tokens).length < cls.length) return undefined;
  const count = Math.max(types?.length ?? 0, cls.length);

  return Array.from({ length: count }, (_, index) => parameter(types?.[index], tokens[index]));
}

/** Whether a class has constructor parameters of which the compiler wrote nothing down. */
export function lacksMetadata(cls: AbstractConstructor): boolean {
  return constructorParameters(cls) === undefined;
}

/**
 * Gives a class a record of its own, where it has its parent's: tsyringe writes tokens into the
 * types, and reads an inherited constructor without its tokens.
 */
export function copyConstructorMetadata(cls: AbstractConstructor): void {
  const { types, tokens } = constructorMetadata(cls);
  if (types) Reflect.defineMetadata(TYPES, [...types], cls);
  if (Object.keys(tokens).length > 0) Reflect.defineMetadata(TOKENS, { ...tokens }, cls);
}

interface ConstructorMetadata {
  readonly types: readonly unknown[] | undefined;
  readonly tokens: Readonly<Record<number, unknown>>;
}

/** What is known of the nearest constructor: the class's own, or the one that it inherits. */
function constructorMetadata(cls: AbstractConstructor): ConstructorMetadata {
  for (
    let owner: unknown = cls;
    typeof owner === 'function';
    owner = Object.getPrototypeOf(owner)
  ) {
    const types = Reflect.getOwnMetadata(TYPES, owner) as readonly unknown[] | undefined;
    const tokens = Reflect.getOwnMetadata(TOKENS, owner) as Record<number, unknown> | undefined;
    if (types ?? tokens) return { types, tokens: tokens ?? {} };
  }

  return { types: undefined, tokens: {} };
}

function parameter(type: unknown, descriptor: unknown): Parameter {
  if (typeof descriptor !== 'object' || descriptor === null) return { asks: 'type', type };
  const { token } = descriptor as { token: unknown };
  if (typeof token === 'object' && token !== null) {
    return { asks: 'delayed', cls: delayedTarget(token) };
  }

  // A class that did not exist yet when its name was written down.
  if (token === undefined) return { asks: 'type', type: undefined };

  return { asks: 'token', token: token as Token };
}
