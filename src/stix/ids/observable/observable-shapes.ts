import { exactly, boolean, text } from './scalar-cleaners.js';
import { invalid, type Cleaner } from './cleaner.js';
import { isStixId, listOf, reference } from './container-cleaners.js';
import { extensions } from './extensions.js';
import type { ObservableShape } from './observable-shape.js';
import { OPENCTI_OBSERVABLES } from './opencti-observables.js';
import { shaped, type Shape } from './shape.js';
import { STIX_OBSERVABLES } from './stix-observables.js';

const granularMarking: Shape = {
  properties: {
    lang: text,
    marking_ref: reference('marking-definition'),
    selectors: listOf(selector),
  },
  required: ['selectors'],
};

const SHAPES: ReadonlyMap<string, ObservableShape> = new Map(
  Object.entries({ ...STIX_OBSERVABLES, ...OPENCTI_OBSERVABLES }).map(([type, shape]) => [
    type,
    {
      ...shape,
      // In the order of canonical JSON, in which they are hashed.
      identity: [...shape.identity].sort(),
      properties: { ...commonProperties(type), ...shape.properties },
    },
  ]),
);

/** What an observable of a type looks like; undefined for any other type. */
export function observableShape(type: string): ObservableShape | undefined {
  return SHAPES.get(type);
}

function commonProperties(type: string): Shape['properties'] {
  return {
    type: exactly(type),
    spec_version: exactly('2.1'),
    id: idOf(type),
    object_marking_refs: listOf(reference('marking-definition')),
    granular_markings: listOf(shaped(granularMarking)),
    defanged: boolean,
    extensions,
  };
}

function idOf(type: string): Cleaner {
  return (value, at) => {
    const isOwn = typeof value === 'string' && value.startsWith(`${type}--`) && isStixId(value);
    if (isOwn) return value;

    throw invalid(at, `is not "${type}--" and a UUID`);
  };
}

function selector(...[value, at]: Parameters<Cleaner>): unknown {
  const isSelector =
    typeof value === 'string' &&
    /^(?:[a-z0-9_-]{3,250}(?:\.(?:\[\d+\]|[a-z0-9_-]{1,250}))*|id)$/.test(value);
  if (isSelector) return value;

  throw invalid(at, 'is no selector');
}
