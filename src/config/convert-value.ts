import { ConfigError } from '../errors/index.js';
import { Duration } from './duration.js';
import { Secret } from './secret.js';
import type { SettingType } from './setting-type.js';

/** The words that pycti takes for booleans, in this spelling only. */
const PYTHON_WORDS: ReadonlyMap<unknown, boolean> = new Map([
  ...['yes', 'true', 'True'].map(word => [word, true] as const),
  ...['no', 'false', 'False'].map(word => [word, false] as const),
]);

/** The words that pydantic takes for booleans, in any case. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1', 't', 'y'].map(word => [word, true] as const),
  ...['false', 'no', 'off', '0', 'f', 'n'].map(word => [word, false] as const),
]);

const DECIMAL = /^[+-]?\d+(?:_\d+)*(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const WHOLE = /^[+-]?\d+(?:_\d+)*$/;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

const CONVERTERS: Readonly<Record<SettingType, (raw: unknown) => unknown>> = {
  text: textOf,
  secret: raw => new Secret(withoutPlaceholder(textOf(raw))),
  number: numberOf,
  integer: integerOf,
  boolean: raw => booleanOf(raw) ?? refuse('is not a boolean (true or false)'),
  'boolean-or-text': raw => booleanOf(raw) ?? textOf(raw),
  list: listOf,
  'number-list': raw => Object.freeze(listOf(raw).map(numberOf)),
  duration: durationOf,
  date: dateOf,
  url: urlOf,
  any: raw => PYTHON_WORDS.get(raw) ?? raw,
};

/**
 * Converts a value that is there.
 *
 * @throws ConfigError `CONFIG_VALUE`
 */
export function convertValue(raw: unknown, type: SettingType): unknown {
  return CONVERTERS[type](raw);
}

function refuse(rule: string, fix?: string): never {
  throw new ConfigError('CONFIG_VALUE', { rule, ...(fix && { fix }) });
}

function textOf(raw: unknown): string {
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  if (typeof raw !== 'string') return refuse('is not text');
  if (raw.includes('\0')) return refuse('contains a NUL character');

  return raw;
}

function withoutPlaceholder(text: string): string {
  return /^change_?me$/i.test(text) ? refuse('is still the placeholder ChangeMe') : text;
}

function numberOf(raw: unknown): number {
  const text = typeof raw === 'string' ? raw.trim() : '';
  const value = DECIMAL.test(text) ? Number(text.replaceAll('_', '')) : raw;

  return typeof value === 'number' && Number.isFinite(value) ? value : refuse('is not a number');
}

function integerOf(raw: unknown): number | boolean {
  const word = PYTHON_WORDS.get(raw);
  if (word !== undefined) return word;
  if (typeof raw === 'boolean') return Number(raw);
  const text = typeof raw === 'string' ? raw.trim() : '';
  const value = WHOLE.test(text) ? Number(text.replaceAll('_', '')) : raw;
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('is not a whole number');
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return refuse('is too large a number');

  // The addition turns -0 into 0.
  return Math.trunc(value) + 0;
}

function booleanOf(raw: unknown): boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;

  return WORDS.get(String(raw).trim().toLowerCase());
}

function listOf(raw: unknown): readonly string[] {
  const items: unknown[] = Array.isArray(raw) ? raw : String(scalar(raw)).split(',');

  return Object.freeze(items.map(item => String(scalar(item)).trim()).filter(item => item !== ''));
}

function scalar(raw: unknown): string | number | boolean {
  if (typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean') return raw;

  return refuse('is not a list of plain values');
}

function durationOf(raw: unknown): Duration {
  if (typeof raw !== 'string' && typeof raw !== 'number')
    return refuse('is not a duration, such as PT1H');

  return Duration.parse(raw);
}

function dateOf(raw: unknown): Date {
  const rule = 'is not an ISO 8601 date, such as 2024-05-31 or 2024-05-31T12:00:00Z';
  const [, day, time = '00:00:00', zone = 'Z'] = DATE.exec(textOf(raw).trim()) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  const moment = new Date(`${day}T${time}${zone}`);
  const isReal = !Number.isNaN(moment.getTime()) && midnight.toISOString().startsWith(day ?? '?');

  // JavaScript turns the 31st of February into the 2nd of March.
  return isReal ? moment : refuse(rule);
}

function urlOf(raw: unknown): URL {
  const text = textOf(raw).trim();

  return URL.canParse(text) ? new URL(text) : refuse('is not an absolute URL');
}
