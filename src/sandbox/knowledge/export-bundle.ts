import { randomUUID } from 'node:crypto';
import type { Bundle } from '../../stix/index.js';
import type { Knowledge } from './knowledge.js';

/** Objects written before others get their turn. */
const CHUNK = 500;

/** Everything as one STIX 2.1 bundle. */
export function exportBundle(knowledge: Knowledge): Bundle {
  return {
    type: 'bundle',
    id: `bundle--${randomUUID()}`,
    objects: [...knowledge.all()].map(({ object }) => object),
  };
}

/** The text of {@link exportBundle}, in pieces, so that a large one is never one string in memory. */
export function* bundleText(knowledge: Knowledge): Generator<string> {
  // Taken at once: what is imported while the text is read belongs to the next one.
  const stored = [...knowledge.all()];
  yield `{"type":"bundle","id":"bundle--${randomUUID()}","objects":[`;
  for (let first = 0; first < stored.length; first += CHUNK) {
    const chunk = stored.slice(first, first + CHUNK).map(({ object }) => JSON.stringify(object));
    yield (first === 0 ? '' : ',') + chunk.join(',');
  }
  yield ']}';
}
