import { BundleError } from '../../../errors/index.js';
import { stixTimestamp } from '../../time/stix-timestamp.js';
import { PythonDatetime } from '../../time/python-datetime.js';
import { stripBlanks } from '../normal-text.js';
import { isBase64 } from './base64.js';
import { invalid, type Cleaner, type Place } from './cleaner.js';
import { pythonNumberText } from './python-number-text.js';

const INTEGER_TEXT = /^[-+]?\d+(?:_\d+)*$/;

/** Text as it is; a number or boolean becomes the text that Python gives it. */
export const text: Cleaner = (value, at) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return pythonNumberText(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';

  throw invalid(at, 'is not text');
};

/** A whole number, cut toward zero; text of digits is read. */
export function integer(min = -Infinity, max = Infinity): Cleaner {
  return (value, at) => {
    const number = toInteger(value, at);
    if (number < min || number > max) throw invalid(at, `is not between ${min} and ${max}`);

    return number;
  };
}

/** A number; numeric text is read. */
export const float: Cleaner = (value, at) => {
  const isNumeric = typeof value === 'string' && stripBlanks(value) !== '';
  const number = typeof value === 'number' || isNumeric ? Number(value) : NaN;
  if (Number.isNaN(number)) throw invalid(at, 'is not a number');

  return number;
};

/** A boolean; `true`, `t`, `1`, `false`, `f` and `0` are read in any case. */
export const boolean: Cleaner = (value, at) => {
  const word = String(value).toLowerCase();
  if (['true', 't', '1'].includes(word)) return true;
  if (['false', 'f', '0'].includes(word)) return false;

  throw invalid(at, 'is not a boolean');
};

/** A moment, written with the shortest fraction that keeps it. */
export const timestamp: Cleaner = (value, at) => timestampText(value, at, 'any');

/** A moment to the second; a fraction is cut. */
export const timestampToSecond: Cleaner = (value, at) => timestampText(value, at, 'second');

/** Pairs of hexadecimal digits. */
export const hex: Cleaner = (value, at) => {
  if (typeof value === 'string' && /^(?:[0-9a-f]{2})+$/i.test(value)) return value;

  throw invalid(at, 'is not an even number of hexadecimal digits');
};

/** Base64 text, as it is. */
export const base64: Cleaner = (value, at) => {
  if (typeof value === 'string' && isBase64(value)) return value;

  throw invalid(at, 'is not base64');
};

/** One of some words. */
export function oneOf(...words: readonly string[]): Cleaner {
  return (value, at) => {
    const word = text(value, at);
    if (words.includes(word as string)) return word;

    throw invalid(at, `is not one of ${words.join(', ')}`);
  };
}

/** Exactly this text. */
export function exactly(expected: string): Cleaner {
  return (value, at) => {
    if (value === expected) return value;

    throw invalid(at, `is not "${expected}"`);
  };
}

function toInteger(value: unknown, at: Place): number {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value);
  const digits = typeof value === 'string' ? stripBlanks(value) : '';
  if (INTEGER_TEXT.test(digits)) return Number(digits.replaceAll('_', ''));

  throw invalid(at, 'is not an integer');
}

function timestampText(value: unknown, at: Place, precision: 'any' | 'second'): string {
  try {
    return stixTimestamp(value as string | Date | PythonDatetime, { precision });
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new BundleError(
      'BUNDLE_PROPERTY_INVALID',
      { type: at.type, property: at.property, problem: 'is not a STIX timestamp' },
      { cause: error },
    );
  }
}
