import { readFileSync, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { UsageError } from '../../errors/index.js';
import { isFile, isTypescript } from './typescript-names.js';

/** The file to load, and the folder of the connector that it belongs to. Both are absolute. */
export interface Entry {
  readonly file: string;
  readonly folder: string;
}

const TYPESCRIPT_ENTRIES = ['src/index.ts', 'index.ts', 'src/index.mts'];
const JAVASCRIPT_ENTRIES = ['index.js', 'index.mjs', 'dist/index.js', 'dist/index.mjs'];
const JAVASCRIPT_ENDINGS = ['.js', '.mjs', '.cjs'];

/** Folders that hold a connector's code, one level below the connector's own folder. */
const CODE_FOLDERS = new Set(['src', 'dist', 'build']);

/**
 * Finds the file that a path means.
 *
 * @param path a file, or a folder that holds a connector; relative to the working directory.
 * @throws UsageError USAGE_PATH
 */
export function findEntry(path: string): Entry {
  const absolute = resolve(path);
  if (path === '') throw refusal(path, 'is empty');

  if (statOf(path, absolute).isDirectory()) {
    return { file: entryOfFolder(path, absolute), folder: absolute };
  }
  if (!isTypescript(absolute) && !JAVASCRIPT_ENDINGS.includes(extname(absolute))) {
    throw refusal(path, 'is neither TypeScript nor JavaScript');
  }

  return { file: absolute, folder: folderOf(absolute) };
}

function statOf(path: string, absolute: string): Stats {
  try {
    return statSync(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR' || code === 'ERR_INVALID_ARG_VALUE';
    throw refusal(path, isMissing ? 'does not exist' : `can't be read (${code})`, error);
  }
}

function entryOfFolder(path: string, folder: string): string {
  const found =
    firstOf(folder, TYPESCRIPT_ENTRIES) ??
    onlyConnector(path, [folder, join(folder, 'src')], /\.connector\.[cm]?ts$/) ??
    firstOf(folder, mainOf(folder)) ??
    firstOf(folder, JAVASCRIPT_ENTRIES) ??
    onlyConnector(path, [folder, join(folder, 'dist')], /\.connector\.[cm]?js$/);
  if (!found) throw refusal(path, 'holds no connector that could be found by its name');

  return found;
}

function firstOf(folder: string, names: readonly string[]): string | undefined {
  return names.map(name => join(folder, name)).find(isFile);
}

/** The file that `package.json` names, in the ways in which Node completes it. */
function mainOf(folder: string): string[] {
  try {
    const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      main?: unknown;
    };
    return typeof main === 'string' ? [main, `${main}.js`, join(main, 'index.js')] : [];
  } catch {
    return [];
  }
}

function onlyConnector(path: string, folders: string[], name: RegExp): string | undefined {
  const found = folders.flatMap(folder =>
    filesIn(folder)
      .filter(file => name.test(file))
      .map(file => join(folder, file)),
  );
  if (found.length < 2) return found[0];

  const names = found.map(file => basename(file)).join(', ');
  throw refusal(path, `holds several connectors (${names}), and no index.ts that chooses`);
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function folderOf(file: string): string {
  const folder = dirname(file);

  return CODE_FOLDERS.has(basename(folder)) ? dirname(folder) : folder;
}

function refusal(path: string, reason: string, cause?: unknown): UsageError {
  return new UsageError('USAGE_PATH', { path, reason }, { cause });
}
