import { BundleError } from '../../../errors/index.js';
import { extendsRoot } from '../../ids/observable/extensions.js';
import { isAbsent, type Members, type Shape } from '../../ids/observable/shape.js';
import type { Finding, FindingCode } from './finding.js';
import { OPENCTI_PROPERTIES } from './opencti-properties.js';

/** Finds what is wrong with the properties of an object, by what its type may look like. */
export function* shapeFindings(
  shape: Shape,
  object: Members,
  path: string,
): Generator<Finding, void> {
  const type = String(object['type']);
  const mayHaveMore = extendsRoot(object);
  for (const [name, value] of Object.entries(object)) {
    if (isAbsent(value)) continue;
    const cleaner = member(shape.properties, name) ?? member(OPENCTI_PROPERTIES, name);
    if (cleaner !== undefined) {
      const at = { type, property: name, allowCustom: true, checkReferences: true };
      yield* valueFindings(() => cleaner(value, at), value, `${path}.${name}`, path);
    } else if (!mayHaveMore && !name.startsWith('x_')) {
      const message = `STIX gives a ${type} no property "${name.slice(0, 100)}". Custom ones begin with "x_".`;
      yield { path, code: 'STIX_PROPERTY_UNKNOWN', message };
    }
  }
  yield* presenceFindings(shape, object, path);
}

function member<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function* valueFindings(
  clean: () => unknown,
  value: unknown,
  path: string,
  objectPath: string,
): Generator<Finding, void> {
  try {
    const difference = differencePath(value, clean());
    if (difference === undefined) return;
    const message = 'The value is of another kind than STIX gives it.';
    yield { path: path + difference, code: 'STIX_TYPE', message };
  } catch (error) {
    if (!isBundleError(error)) throw error;
    const { property = '' } = error.details as { property?: string };
    const where = property === '' ? path : `${objectPath}.${bracketed(property)}`;
    yield { path: where, code: codeOf(error, where), message: error.message };
  }
}

function isBundleError(error: unknown): error is BundleError {
  return error instanceof BundleError;
}

function codeOf(error: BundleError, path: string): FindingCode {
  if (error.code === 'BUNDLE_PROPERTY_MISSING') return 'STIX_REQUIRED';
  if (error.code === 'BUNDLE_PROPERTIES_CONFLICT') return 'STIX_CONFLICT';

  return /_refs?(?:\[\d+\])?$/.test(path) ? 'STIX_REF' : 'STIX_TYPE';
}

function* presenceFindings(shape: Shape, object: Members, path: string): Generator<Finding, void> {
  const type = String(object['type']);
  const has = (name: string): boolean => !isAbsent(member(object, name));
  for (const name of shape.required ?? []) {
    if (has(name)) continue;
    yield { path: `${path}.${name}`, code: 'STIX_REQUIRED', message: `A ${type} needs "${name}".` };
  }
  if (shape.anyOf !== undefined && !shape.anyOf.some(has)) {
    const message = `A ${type} needs one of ${shape.anyOf.join(', ')}.`;
    yield { path, code: 'STIX_REQUIRED', message };
  }

  const problem = conflictIn(shape, object);
  if (problem !== undefined) {
    yield { path, code: 'STIX_CONFLICT', message: `In this ${type}, ${problem}.` };
  }
}

/** What is wrong with single values is found on its own, and tells nothing about the whole. */
function conflictIn(shape: Shape, object: Members): string | undefined {
  try {
    return shape.conflict?.(object);
  } catch (error) {
    if (isBundleError(error)) return undefined;
    throw error;
  }
}

/** Cleaning turns other kinds of value into the right one; this finds the first that it turned. */
function differencePath(value: unknown, cleaned: unknown): string | undefined {
  if (value === cleaned) return undefined;
  if (typeof value !== typeof cleaned || Array.isArray(value) !== Array.isArray(cleaned)) return '';
  if (typeof value !== 'object' || typeof cleaned !== 'object') {
    return typeof value === 'string' ? undefined : '';
  }

  for (const [name, part] of Object.entries(cleaned as Members)) {
    const before = member(value as Members, name);
    const inner = before === undefined ? undefined : differencePath(before, part);
    if (inner !== undefined) return (Array.isArray(value) ? `[${name}]` : `.${name}`) + inner;
  }
  return undefined;
}

/** `hashes.0.MD5` becomes `hashes[0].MD5`. */
function bracketed(property: string): string {
  return property.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
