import type { TokenReader } from './token-reader.js';

/** A property of a kind of object, as a pattern names it. */
export interface ObjectPath {
  /** Type of the objects, such as `file`. */
  readonly type: string;
  /** Names, and `[0]` or `[*]` for places in lists. */
  readonly path: readonly string[];
}

/** Reads a path such as `file:hashes.'SHA-256'` or `windows-registry-key:values[0].data`. */
export function readObjectPath(reader: TokenReader): ObjectPath {
  const type = reader.expectKind('an object type', 'word').text;
  reader.expect(':');
  const path = [readName(reader)];
  for (;;) {
    if (reader.takeOneOf('.')) path.push(readName(reader));
    else if (reader.takeOneOf('[')) path.push(readPlace(reader));
    else return { type, path };
  }
}

/** Writes a path as patterns spell it: names that are not plain words stand in quotes. */
export function writeObjectPath({ type, path }: ObjectPath): string {
  return `${type}:${propertyOf(path, quoted)}`;
}

/** Writes the property of a path without quotes, such as `hashes.SHA-256` or `values[0].data`. */
export function propertyOf(
  path: readonly string[],
  spell: (name: string) => string = plain,
): string {
  let text = '';
  for (const step of path) {
    const isPlace = step.startsWith('[');
    text += isPlace ? step : `${text === '' ? '' : '.'}${spell(step)}`;
  }

  return text;
}

function readName(reader: TokenReader): string {
  return reader.expectKind('a property name', 'word', 'text').text;
}

function readPlace(reader: TokenReader): string {
  const place = reader.takeOneOf('*') ?? reader.expectKind('a place in a list', 'number').text;
  reader.expect(']');

  return `[${place}]`;
}

function plain(name: string): string {
  return name;
}

function quoted(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;

  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
