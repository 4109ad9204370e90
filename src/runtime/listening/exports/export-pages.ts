import type { Platform } from '../../../platform/index.js';
import type { StixObject } from '../../../stix/index.js';
import type { ExportMessage } from '../messages/read-export.js';
import { isRelationshipList, listedIds } from './listed-ids.js';
import { relatedIds } from './related-ids.js';
import { stixOf } from './stix-of.js';

/**
 * What is to be exported, as STIX, page by page: exactly what OpenCTI's filters let through, of what
 * the user may see. With `full`, each entity is followed by its relationships, what is at their
 * other ends and what it contains, and each object comes once.
 *
 * @param platform in the name of the user who asked.
 */
export async function* exportPages(
  message: ExportMessage,
  platform: Platform,
  signal: AbortSignal,
): AsyncGenerator<readonly StixObject[]> {
  const isFull = message.type === 'full' && !isRelationshipList(message);
  const given = new Set<string>();

  for await (const ids of listedIds(message, platform, signal)) {
    const objects = await stixOf(ids, platform, signal);
    const fresh = isFull ? notGiven(objects, given) : objects;
    if (fresh.length > 0) yield fresh;
    if (!isFull) continue;

    for await (const related of relatedIds(message, { ids, objects }, platform, signal)) {
      const others = notGiven(await stixOf(related, platform, signal), given);
      if (others.length > 0) yield others;
    }
  }
}

/** The objects that were not given before; from now on they are. */
function notGiven(objects: readonly StixObject[], given: Set<string>): readonly StixObject[] {
  return objects.filter(({ id }) => !given.has(id) && given.add(id));
}
