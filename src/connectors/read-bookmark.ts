import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { DeclarationError } from '../errors/index.js';
import type { BookmarkClass } from './bookmark-class.js';
import type { ConnectorBlueprint } from './connector-blueprint.js';

/**
 * The bookmark that a saved state holds, as an instance of the connector's bookmark class. A class
 * with a static `from` is asked first whether the state is one of another program.
 *
 * @param blueprint the connector; only an external import with a bookmark class has bookmarks.
 * @param state the connector's state in OpenCTI, parsed; null or an empty object is none.
 * @throws DeclarationError DECLARATION_BOOKMARK_UNREADABLE when the state doesn't fit the class.
 */
export function readBookmark(blueprint: ConnectorBlueprint, state: unknown): object | undefined {
  const bookmark = blueprint.kind === 'EXTERNAL_IMPORT' ? blueprint.bookmark : undefined;
  if (!bookmark || isNothing(state)) return undefined;

  const refuse: Refuse = (problems, cause) => {
    const facts = { connector: blueprint.name, bookmark: bookmark.name, problems };
    throw new DeclarationError('DECLARATION_BOOKMARK_UNREADABLE', facts, { cause });
  };

  return readForeign(bookmark, state, refuse) ?? readOwn(bookmark, state, refuse);
}

type Refuse = (problems: readonly string[], cause?: unknown) => never;

function isNothing(state: unknown): boolean {
  if (state === undefined || state === null || state === '') return true;

  return isRecord(state) && Object.keys(state).length === 0;
}

function readForeign(
  bookmark: BookmarkClass<object>,
  state: unknown,
  refuse: Refuse,
): object | undefined {
  const foreign = askFrom(bookmark, state, refuse);
  if (foreign === undefined || foreign === null) return undefined;
  if (!isRecord(foreign)) return refuse([`from() returned ${kindOf(foreign)}`]);

  return checked(bookmark, foreign, refuse);
}

function askFrom(bookmark: BookmarkClass<object>, state: unknown, refuse: Refuse): unknown {
  try {
    return bookmark.from?.(state);
  } catch (error) {
    return refuse(
      [`from() failed: ${error instanceof Error ? error.message : String(error)}`],
      error,
    );
  }
}

function readOwn(bookmark: BookmarkClass<object>, state: unknown, refuse: Refuse): object {
  if (!isRecord(state)) return refuse([`the state is ${kindOf(state)}, not an object`]);

  return checked(bookmark, state, refuse);
}

function checked(bookmark: BookmarkClass<object>, plain: object, refuse: Refuse): object {
  const instance = instanceOf(bookmark, plain, refuse);
  const problems = validateSync(instance, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  }).flatMap(problem => sentences(problem));

  return problems.length > 0 ? refuse(problems) : instance;
}

function instanceOf(bookmark: BookmarkClass<object>, plain: object, refuse: Refuse): object {
  if (plain instanceof bookmark) return plain;
  try {
    return plainToInstance(bookmark, withDates(bookmark, plain));
  } catch (error) {
    return refuse([error instanceof Error ? error.message : String(error)], error);
  }
}

/** A copy in which the text of `Date` properties is a `Date` again. */
function withDates(bookmark: BookmarkClass<object>, plain: object): object {
  const entries = Object.entries(plain).map(([property, value]: [string, unknown]) => {
    const type: unknown = Reflect.getMetadata(
      'design:type',
      bookmark.prototype as object,
      property,
    );
    return [property, type === Date && typeof value === 'string' ? new Date(value) : value];
  });

  return Object.fromEntries(entries) as object;
}

function sentences({ property, constraints = {}, children = [] }: ValidationError): string[] {
  const own = Object.values(constraints);
  const nested = children.flatMap(child => sentences(child)).map(text => `${property}: ${text}`);

  return [...own, ...nested];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
