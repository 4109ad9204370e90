import { createHash } from 'node:crypto';
import type { StixObject } from '../stix/index.js';

/** Ids remembered; older ones are forgotten first. About 15 MB of memory when full. */
const REMEMBERED = 100_000;

/**
 * Remembers what a run has already put on the queue, so that the author, the markings and whatever
 * else the pages share is sent once a run and again only when it has changed. What is forgotten is
 * sent again, which is harmless.
 */
export class SentObjects {
  private readonly contents = new Map<string, string>();

  /** The objects that are new, or have another content than when they were sent. */
  unsent(objects: readonly StixObject[]): StixObject[] {
    return objects.filter(object => this.contents.get(object.id) !== contentOf(object));
  }

  /** Call it once the objects are confirmed. */
  confirmed(objects: readonly StixObject[]): void {
    for (const object of objects) {
      this.contents.delete(object.id);
      this.contents.set(object.id, contentOf(object));
    }
    for (const oldest of this.contents.keys()) {
      if (this.contents.size <= REMEMBERED) break;
      this.contents.delete(oldest);
    }
  }
}

function contentOf(object: StixObject): string {
  return createHash('sha1').update(JSON.stringify(object)).digest('base64');
}
