import type { StixObject } from 'octiflow';
import { rowOf } from './row.js';

/** The algorithms that the one column `hashes` of a list becomes. */
const HASHES = ['MD5', 'SHA-1', 'SHA-256', 'SHA-512', 'SSDEEP'].map(each => `hashes_${each}`);
const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The columns of a list as the user saw it. */
export function visibleColumns(columns: readonly string[]): readonly string[] {
  return [...new Set(columns.flatMap(column => (column === 'hashes' ? HASHES : column)))];
}

/** The columns that any of these objects has something in; all of them are read for it. */
export async function columnsIn(
  pages: AsyncIterable<readonly StixObject[]>,
): Promise<readonly string[]> {
  const columns = new Set<string>();
  for await (const page of pages) {
    for (const object of page)
      for (const column of rowOf(object, NO_NAMES).keys()) columns.add(column);
  }

  return [...columns].sort();
}
