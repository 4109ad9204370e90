import { EMPTY } from 'rxjs';
import type { StixObject } from '../stix/index.js';
import { convertPage } from './convert-page.js';
import type { ImportParts } from './import-parts.js';
import type { Tally } from './tally.js';

/** Ids that a connector is told of at once. */
const AT_ONCE = 500;

/**
 * What earlier runs sent and a whole run has not met, in lists of at most 500 ids. None when the
 * connector does not want to know, or when nobody can tell what is gone from what could not be read.
 */
export function vanishedObjects(
  { importer, unchanged, log }: ImportParts,
  tally: Tally,
): string[][] {
  const ids = importer.onVanished && unchanged ? unchanged.vanished() : [];
  if (ids.length === 0) return [];
  const { items, skipped, dropped } = tally;
  if (items === 0 || !tally.whole) {
    const facts = { objects: ids.length, items, skipped, dropped };
    log.warn('objects not met, which may be there all the same', facts);
    return [];
  }
  log.info('objects vanished from the source', { objects: ids.length });
  tally.noted(`${ids.length} objects vanished from the source`);
  const lists = Math.ceil(ids.length / AT_ONCE);

  return Array.from({ length: lists }, (_, n) => ids.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
}

/** What the connector makes of vanished objects. */
export async function partingObjects(
  { importer }: ImportParts,
  ids: readonly string[],
): Promise<readonly StixObject[]> {
  const convert = (batch: readonly string[]) => importer.onVanished?.(batch) ?? [];
  const page = { items: [ids], bookmark: undefined };
  const { objects } = await convertPage({ fetch: () => EMPTY, convert }, page, {
    concurrency: 1,
    maxSkipped: 0,
  });

  return objects;
}
