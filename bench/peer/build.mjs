import { Stix, bundle } from 'octiflow/stix';
import { measured, outcome } from './measured.mjs';

const SEEN_AT = '2024-03-01T00:00:00.000Z';

/** Builds objects, and the text of their bundle. */
export async function build({ count }) {
  const { result, ...cost } = await measured(() => JSON.stringify(bundle(feed(count))));

  return outcome(count, cost, {
    objects: count,
    messages: 0,
    out_bytes: Buffer.byteLength(result),
  });
}

/** An author, and then an indicator, an address, and the relationship between them, in turn. */
function* feed(count) {
  const author = Stix.organization({ name: 'Bench Intelligence', created: SEEN_AT });
  yield author;

  for (let made = 1, i = 0; made < count; i++) {
    for (const object of sighting(i, author)) {
      if (made++ === count) return;
      yield object;
    }
  }
}

function* sighting(i, author) {
  const value = `198.${18 + Math.floor(i / 65_536)}.${Math.floor(i / 256) % 256}.${i % 256}`;
  const indicator = Stix.indicator({
    name: value,
    pattern: `[ipv4-addr:value = '${value}']`,
    pattern_type: 'stix',
    valid_from: SEEN_AT,
    created: SEEN_AT,
    created_by_ref: author,
    labels: ['bench'],
    confidence: 75,
  });
  yield indicator;

  const address = Stix.ipv4({ value, x_opencti_score: 75, x_opencti_created_by_ref: author.id });
  yield address;

  yield Stix.relationship(indicator, 'based-on', address, {
    created: SEEN_AT,
    created_by_ref: author,
  });
}
