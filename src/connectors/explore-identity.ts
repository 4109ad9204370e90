import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';
import type { StixObject } from '../stix/index.js';
import type { Blueprint } from './connector-blueprint.js';
import type { FromSettings } from './from-settings.js';
import type { OptionReader } from './option-reader.js';

/** As pycti registers a connector that says nothing about its scope. */
const NO_SCOPE = ['not-applicable'];

/** Reads and checks what a connector of any kind says about itself. */
export function exploreIdentity(target: Constructor, read: OptionReader): Blueprint {
  return {
    target,
    name: connectorName(target, read.text('name')),
    scope: scopeOf(read),
    version: read.text('version'),
    author: authorOf(read),
    markings: markingsOf(read),
  };
}

function connectorName(target: Constructor, given: string | undefined): string {
  const name = (given ?? inWords(target.name)).trim();
  if (name.length >= 2) return name;

  throw new DeclarationError('DECLARATION_NAME', { className: target.name, name });
}

/** `CisaKev` is "Cisa Kev", `CISAKev` is "CISA Kev". */
function inWords(className: string): string {
  return className
    .replace(/[_$]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
}

function scopeOf(read: OptionReader): readonly string[] {
  const given = read.value('scope');
  const list = typeof given === 'string' ? [given] : (given ?? []);
  if (!Array.isArray(list) || !list.every(item => typeof item === 'string')) {
    return read.refuse('scope', 'a text or a list of texts');
  }
  // OpenCTI keeps a scope as one text with commas.
  const items = list.flatMap(item => item.split(',')).map(item => item.trim());
  const scope = [...new Set(items.filter(item => item !== ''))];

  return Object.freeze(scope.length > 0 ? scope : [...NO_SCOPE]);
}

function authorOf(read: OptionReader): FromSettings<StixObject> | undefined {
  const given = read.value('author');
  if (given === undefined || isFunction<StixObject>(given)) return given;
  if (isStix(given) && given.type === 'identity') return Object.freeze({ ...given });

  return read.refuse('author', 'a STIX identity, or a function that makes one from the settings');
}

function markingsOf(read: OptionReader): FromSettings<readonly StixObject[]> | undefined {
  const given = read.value('markings');
  if (given === undefined || isFunction<readonly StixObject[]>(given)) return given;
  const list: unknown[] = Array.isArray(given) ? given : [given];
  if (list.every(isMarking)) return Object.freeze(list.map(item => Object.freeze({ ...item })));

  return read.refuse(
    'markings',
    'STIX marking definitions, or a function that makes them from the settings',
  );
}

function isFunction<T extends object>(value: unknown): value is FromSettings<T> & (() => T) {
  return typeof value === 'function';
}

function isMarking(value: unknown): value is StixObject {
  return isStix(value) && value.type === 'marking-definition';
}

function isStix(value: unknown): value is StixObject {
  if (typeof value !== 'object' || value === null) return false;
  const { type, id } = value as Partial<Record<string, unknown>>;

  return typeof type === 'string' && typeof id === 'string' && id.startsWith(`${type}--`);
}
