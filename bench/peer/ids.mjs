import { createHash } from 'node:crypto';
import { stixId } from 'octiflow/stix';
import { sampleForId } from '../stix/sample-ids.mjs';
import { measured, outcome } from './measured.mjs';

/** Makes ids of eight kinds of objects in turn. */
export async function ids({ count }) {
  const { result, ...cost } = await measured(() => makeIds(count));

  return outcome(count, cost, {
    objects: count,
    messages: 0,
    sha256_ids: createHash('sha256').update(result.join('')).digest('hex'),
  });
}

function makeIds(count) {
  return Array.from({ length: count }, (_, i) => stixId(sampleForId(i).object));
}
