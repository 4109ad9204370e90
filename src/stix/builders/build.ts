import { BundleError } from '../../errors/index.js';
import { stixId } from '../ids/stix-id.js';
import type { StixObject } from '../stix-object.js';
import { DATE_PROPERTIES } from './date-properties.js';
import type { PropertiesOf } from './properties-of.js';
import { toTimestamp } from './to-timestamp.js';

/**
 * Makes an object of one type, with the id that OpenCTI expects: the same properties give the same
 * object. Members that are undefined are left out.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING`, `BUNDLE_PROPERTY_INVALID`. The compiler sees most of
 * these first; they are for data that it can't see.
 */
export type Builder<T extends StixObject, Properties = PropertiesOf<T>> = (
  properties: Properties,
) => T;

/** A {@link Builder} that also takes the one property that matters in place of all of them. */
export type ValueBuilder<T extends StixObject, Value> = (given: Value | PropertiesOf<T>) => T;

/** An object in the making: its members so far, without a meaningful id. */
export type Draft = Record<string, unknown>;

/** What a builder knows of its type. */
export interface BuilderOptions {
  /** Members that every object of this builder has; they win over what is given. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Fills in what follows from the other members, before the id is made. */
  readonly complete?: (draft: Draft) => void;
}

/** What an object must have, and as what. */
export type Requirements<Properties> = {
  readonly [K in RequiredKeys<Properties>]: KindOf<Properties[K]>;
};

/** Names that are required in every form that the properties may take. */
type RequiredKeys<P, K extends keyof P = keyof P> = K extends unknown
  ? Pick<P, K> extends Required<Pick<P, K>>
    ? K
    : never
  : never;

type Kind = 'text' | 'number' | 'boolean' | 'list';

type KindOf<V> = [V] extends [readonly unknown[]]
  ? 'list'
  : [V] extends [number]
    ? 'number'
    : [V] extends [boolean]
      ? 'boolean'
      : 'text';

/** Defines the builder of a type from what an object of it must have. */
export function defineBuilder<T extends StixObject, Properties = PropertiesOf<T>>(
  type: T['type'],
  requirements: Requirements<Properties>,
  options: BuilderOptions = {},
): Builder<T, Properties> {
  const required = Object.entries<Kind>(requirements);

  return properties => build(type, required, options, properties) as unknown as T;
}

/** Defines the builder of a type that one property says all of. */
export function defineValueBuilder<T extends StixObject, Name extends keyof T & string>(
  type: T['type'],
  name: Name,
  kind: Kind,
  options: BuilderOptions = {},
): ValueBuilder<T, T[Name]> {
  const required = [[name, kind]] as const;

  return given => {
    const properties = typeof given === 'object' ? given : { [name]: given };

    return build(type, required, options, properties) as unknown as T;
  };
}

const dateProperties: ReadonlySet<string> = new Set(DATE_PROPERTIES);
/** Members that no input may set: three are the builder's own, the last would change the prototype. */
const reserved: ReadonlySet<string> = new Set(['type', 'id', 'spec_version', '__proto__']);

function build(
  type: string,
  required: readonly (readonly [string, Kind])[],
  { fixed, complete }: BuilderOptions,
  properties: unknown,
): Draft {
  const draft: Draft = { type, spec_version: '2.1', id: '' };
  copyMembers(draft, membersOf(properties, type), type);
  if (fixed) Object.assign(draft, fixed);
  complete?.(draft);

  for (const [property, kind] of required) check(draft, type, property, kind);
  draft.id = stixId(draft as unknown as StixObject);

  return draft;
}

function membersOf(properties: unknown, type: string): Readonly<Record<string, unknown>> {
  if (typeof properties === 'object' && properties !== null && !Array.isArray(properties)) {
    return properties as Record<string, unknown>;
  }

  throw new BundleError('BUNDLE_PROPERTIES_CONFLICT', {
    type,
    problem: 'they are not given as an object',
  });
}

function copyMembers(draft: Draft, members: Readonly<Record<string, unknown>>, type: string): void {
  for (const property of Object.keys(members)) {
    const value = members[property];
    if (value == null || reserved.has(property)) continue;

    draft[property] = asStix(value, type, property);
  }
}

function asStix(value: unknown, type: string, property: string): unknown {
  if (dateProperties.has(property)) return toTimestamp(value, type, property);
  if (property.endsWith('_ref')) return idOf(value, type, property);
  if (!property.endsWith('_refs')) return value;
  if (!Array.isArray(value)) throw invalid(type, property, 'is not a list');

  return value.map(item => idOf(item, type, property));
}

function idOf(reference: unknown, type: string, property: string): string {
  const id =
    typeof reference === 'object' && reference !== null
      ? (reference as Partial<StixObject>).id
      : reference;
  if (typeof id === 'string' && id !== '') return id;

  throw invalid(type, property, 'holds what is neither an object with an id nor an id');
}

function check(draft: Draft, type: string, property: string, kind: Kind): void {
  const value = draft[property];
  if (value === undefined || value === '') {
    throw new BundleError('BUNDLE_PROPERTY_MISSING', { type, property });
  }
  if (!isKind(value, kind)) throw invalid(type, property, `is not ${names[kind]}`);
}

const names: Readonly<Record<Kind, string>> = {
  text: 'text',
  number: 'a finite number',
  boolean: 'true or false',
  list: 'a list',
};

function isKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isFinite(value);
    case 'list':
      return Array.isArray(value);
    case 'boolean':
      return typeof value === 'boolean';
  }
}

function invalid(type: string, property: string, problem: string): BundleError {
  return new BundleError('BUNDLE_PROPERTY_INVALID', { type, property, problem });
}
