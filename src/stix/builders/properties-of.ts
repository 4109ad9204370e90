import type { StixObject } from '../stix-object.js';
import type { DateProperty } from './date-properties.js';
import type { Reference } from './reference-targets.js';

/**
 * What the builder of a type takes: the type's properties, without those that the builder writes
 * itself (`type`, `id`, `spec_version`, and `Fixed`). A moment may be a `Date` or ISO 8601 text. A
 * reference may be the object or its id.
 *
 * ```ts
 * function describe(properties: PropertiesOf<Malware>): Malware {
 *   return Stix.malware({ ...properties, labels: ['seen-here'] });
 * }
 * ```
 */
export type PropertiesOf<T extends StixObject, Fixed extends keyof T = never> = {
  readonly [
    K in keyof T as K extends 'type' | 'id' | 'spec_version' | Fixed ? never : K
  ]: K extends DateProperty
    ? T[K] | Date
    : K extends `${string}_refs`
      ? readonly Reference<K>[] | Exclude<T[K], readonly string[]>
      : K extends `${string}_ref`
        ? Reference<K> | Exclude<T[K], string>
        : T[K];
} & {
  /** Written by the builder. An object that is spread into the properties is refused by it. */
  readonly type?: never;
  /** Made by the builder. */
  readonly id?: never;
};

/** Properties of which at least one of some must be given. */
export type WithOneOf<Properties, Names extends keyof Properties> = Properties &
  { readonly [Name in Names]: Required<Pick<Properties, Name>> }[Names];
