import type { Platform } from '../../../platform/index.js';
import type { StixObject } from '../../../stix/index.js';

/** Objects that are asked for at the same time. */
const AT_ONCE = 8;

/** Some objects as STIX, in their order; without those that are gone by now. */
export async function stixOf(
  ids: readonly string[],
  platform: Platform,
  signal: AbortSignal,
): Promise<readonly StixObject[]> {
  const found: (StixObject | undefined)[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    found.push(...(await Promise.all(some.map(id => platform.entities.toStix(id, { signal })))));
  }

  return found.filter(object => object !== undefined);
}
