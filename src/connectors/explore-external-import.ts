import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';
import type { BookmarkClass } from './bookmark-class.js';
import type { ExternalImportBlueprint } from './connector-blueprint.js';
import { refuseHandlers } from './explore-handlers.js';
import { exploreIdentity } from './explore-identity.js';
import type { ImportMethods } from './external-import.js';
import { isPositiveDuration } from './is-positive-duration.js';
import { OptionReader, shown } from './option-reader.js';
import { hasMethod, requireMethod } from './require-method.js';

const REQUIRED_METHODS = ['fetch', 'convert'] as const;
const RULES = { decorator: '@ExternalImport', contract: 'Importer<Raw, Bookmark>' };

/** Reads and checks what `@ExternalImport` says about a class. */
export function exploreExternalImport(
  target: Constructor,
  options: unknown,
): ExternalImportBlueprint {
  const read = new OptionReader(target.name, options);
  refuseHandlers(target);
  for (const method of REQUIRED_METHODS) requireMethod(target, method, RULES);
  const skipUnchanged = read.boolean('skipUnchanged', false);
  if (!skipUnchanged && hasMethod(target, 'onVanished')) {
    read.refuse('skipUnchanged', 'true for a class with onVanished');
  }

  return {
    kind: 'EXTERNAL_IMPORT',
    ...exploreIdentity(target, read),
    target: target as Constructor<ImportMethods<unknown>>,
    durationPeriod: durationPeriod(target, read.value('durationPeriod')),
    bookmark: bookmarkClass(target, read.value('bookmark')),
    cleanup: read.boolean('cleanup', false),
    concurrency: read.count('concurrency', { min: 1, otherwise: 1 }),
    lookahead: read.count('lookahead', { min: 0, otherwise: 1 }),
    maxSkipped: read.count('maxSkipped', { min: 0, otherwise: 1_000, unlimited: true }),
    pageRetries: read.count('pageRetries', { min: 0, otherwise: 3 }),
    skipUnchanged,
    delivery: read.oneOf('delivery', ['split', 'grouped']),
  };
}

function durationPeriod(target: Constructor, given: unknown): string | undefined {
  if (given === undefined || isPositiveDuration(given)) return given;

  throw new DeclarationError('DECLARATION_DURATION_PERIOD', {
    className: target.name,
    given: shown(given),
  });
}

function bookmarkClass(target: Constructor, given: unknown): BookmarkClass<object> | undefined {
  if (given === undefined) return undefined;

  const refuse = (reason: string, cause?: unknown): never => {
    const bookmark = typeof given === 'function' ? given.name : typeof given;
    const facts = { className: target.name, bookmark, reason };
    throw new DeclarationError('DECLARATION_BOOKMARK_CLASS', facts, { cause });
  };
  if (typeof given !== 'function') return refuse('it is not a class');

  try {
    new (given as BookmarkClass<object>)();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), error);
  }

  return given as BookmarkClass<object>;
}
