import type { Constructor } from './constructor.js';
import type { Token } from './token.js';
import { delay as delayed, inject, type InjectionToken } from './tsyringe.js';

/** A class that is looked up when it is first used; made by {@link delay}. */
export interface Delayed<T = unknown> {
  /** Says that only {@link delay} makes these. */
  readonly [isDelayed]: T;
}

declare const isDelayed: unique symbol;

const targets = new WeakMap<object, () => Constructor>();

/**
 * Names what a constructor parameter receives, where its type says nothing at run time: an
 * interface, or a class that is delayed.
 *
 * ```ts
 * constructor(@Inject(CACHE) private readonly cache: Cache) {}
 * ```
 *
 * @param token what the value is provided under, or a class behind {@link delay}.
 */
export function Inject(token: Token | Delayed): ParameterDecorator {
  return inject(token as unknown as InjectionToken) as ParameterDecorator;
}

/**
 * Puts off looking up a class until it is first used, which opens a circle of two classes that need
 * each other. Use it on one side only.
 *
 * ```ts
 * constructor(@Inject(delay(() => Reader)) private readonly reader: Reader) {}
 * ```
 *
 * What is injected stands in for the instance, so a class with `#private` members can't be delayed;
 * TypeScript's `private` is fine.
 *
 * @param target the class, behind a function because it may not exist yet.
 */
export function delay<T>(target: () => Constructor<T>): Delayed<T> {
  const token = delayed(target as () => never);
  targets.set(token, target);

  return token as unknown as Delayed<T>;
}

/** The class behind a delayed token; undefined for any other value. */
export function delayedTarget(token: unknown): Constructor | undefined {
  if (typeof token !== 'object' || token === null) return undefined;

  return targets.get(token)?.();
}
