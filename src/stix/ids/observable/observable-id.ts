import { randomUUID } from 'node:crypto';
import { BundleError } from '../../../errors/index.js';
import { canonicalJson } from '../../canonical-json.js';
import type { Parts } from '../contribution.js';
import { nameUuid } from '../name-uuid.js';
import { inside, invalid, type Place } from './cleaner.js';
import { identifyingHash } from './hashes.js';
import type { ObservableShape } from './observable-shape.js';
import { isAbsent, type Members } from './shape.js';

/**
 * The id of an observable, from the properties that tell it apart. Random when none of them is there,
 * as for every process.
 *
 * @throws BundleError `BUNDLE_PROPERTY_MISSING`, `BUNDLE_PROPERTY_INVALID`, `BUNDLE_NOT_CANONICAL`.
 */
export function observableId(type: string, shape: ObservableShape, parts: Parts): string {
  checkEssentials(type, shape, parts);
  const at: Place = { type, property: '', allowCustom: true, checkReferences: false };
  let name = '';
  for (const property of shape.identity) {
    const value = parts[property];
    if (isAbsent(value)) continue;
    name += `${name && ','}"${property}":${contributionOf(shape, value, inside(at, property))}`;
  }

  return `${type}--${name === '' ? randomUUID() : nameUuid(`{${name}}`)}`;
}

function checkEssentials(type: string, shape: ObservableShape, parts: Parts): void {
  const { required = [], identity, essential } = shape;
  const missing = required.find(name => identity.includes(name) && isAbsent(parts[name]));
  const lacking = essential?.every(name => isAbsent(parts[name])) ? essential[0] : undefined;
  const property = missing ?? lacking;

  if (property !== undefined) throw new BundleError('BUNDLE_PROPERTY_MISSING', { type, property });
}

function contributionOf(shape: ObservableShape, value: unknown, at: Place): string {
  const cleaned = shape.properties[at.property]?.(value, at);
  if (at.property === 'hashes') return canonicalJson(identifyingHash(cleaned as Members));
  const text = canonicalJson(cleaned);
  if (typeof cleaned === 'object' && holdsNull(cleaned)) throw invalid(at, 'holds a null');

  return text;
}

function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;

  return value === null || Object.values(value).some(holdsNull);
}
