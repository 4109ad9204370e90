import { statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Endings of TypeScript files; declarations have no code and are none. */
export const TYPESCRIPT_ENDINGS = ['.ts', '.mts', '.cts', '.tsx'] as const;

/** Which source a built file's name may stand for: TypeScript imports `./x.js` and means `./x.ts`. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Whether a file name is that of TypeScript code. */
export function isTypescript(file: string): boolean {
  if (/\.d\.[cm]?ts$/.test(file)) return false;

  return (TYPESCRIPT_ENDINGS as readonly string[]).includes(extname(file));
}

/**
 * The file that an import in TypeScript means when there is none of the very name: `./x.js` is
 * `./x.ts`, `./x` is `./x.ts` or `./x/index.ts`, as bundlers and `tsc` see it.
 *
 * @param path absolute, as written in the import.
 */
export function meantFile(path: string): string | undefined {
  const ending = extname(path);
  const bare = path.slice(0, path.length - ending.length);
  const asSource = (SOURCES[ending] ?? []).map(source => bare + source);
  const withEnding = [...TYPESCRIPT_ENDINGS, '.js', '.json'].map(added => path + added);
  const inside = ['index.ts', 'index.mts', 'index.js'].map(name => join(path, name));

  return [...asSource, ...withEnding, ...inside].find(isFile);
}

/** Whether there is a file of this name. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
