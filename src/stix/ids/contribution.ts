import { BundleError } from '../../errors/index.js';
import { canonicalJson, canonicalText } from '../canonical-json.js';
import { PythonDatetime } from '../time/python-datetime.js';
import { normalText, stripBlanks } from './normal-text.js';

/** Properties that an id is made from, under their STIX names; unchecked. */
export type Parts = Readonly<Record<string, unknown>>;

/** Writes one property, as it is hashed, as canonical JSON. */
export type Contribution = (parts: Parts, property: string, type: string) => string;

/** Text in lower case, without blanks at its ends. */
export const normal: Contribution = (parts, property, type) =>
  canonicalText(normalText(textOf(parts, property, type)));

/** Text without blanks at its ends; its case counts. */
export const stripped: Contribution = (parts, property, type) =>
  canonicalText(stripBlanks(textOf(parts, property, type)));

/** Text in lower case; blanks at its ends count. */
export const lowerCase: Contribution = (parts, property, type) =>
  canonicalText(textOf(parts, property, type).toLowerCase());

/** Any JSON value, untouched. An absent one is null. */
export const raw: Contribution = (parts, property) => {
  const value = parts[property];

  return typeof value === 'string' ? canonicalText(value) : canonicalJson(value ?? null);
};

/**
 * A date: text verbatim, a `Date` as its ISO text with milliseconds, a {@link PythonDatetime} as
 * Python writes it. An absent one is null.
 */
export const moment: Contribution = (parts, property, type) => {
  const value = parts[property];
  if (typeof value === 'string') return canonicalText(value);
  if (value instanceof Date) return canonicalText(isoText(value, property, type));
  if (value instanceof PythonDatetime) return canonicalText(value.isoFormat());

  return canonicalJson(value ?? null);
};

/** True when a property is neither null nor absent. Empty text is there. */
export function isGiven(parts: Parts, property: string): boolean {
  return parts[property] != null;
}

function textOf(parts: Parts, property: string, type: string): string {
  const value = parts[property];
  if (typeof value === 'string') return value;
  if (value == null) throw new BundleError('BUNDLE_PROPERTY_MISSING', { type, property });

  throw new BundleError('BUNDLE_PROPERTY_INVALID', { type, property, problem: 'is not text' });
}

function isoText(date: Date, property: string, type: string): string {
  if (!Number.isNaN(date.getTime())) return date.toISOString();

  throw new BundleError('BUNDLE_PROPERTY_INVALID', {
    type,
    property,
    problem: 'is an invalid Date',
  });
}
