import { relative } from 'node:path';

/** A path as a person would type it: relative to the working directory when it lies below. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);

  return path === '' || path.startsWith('..') ? file : path;
}
