import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { splitBundle } from 'octiflow/stix';
import { measured, outcome } from './measured.mjs';

/** Splits the text of a bundle, and gives the order that came out. */
export async function split({ file, cleanup, eventVersion }) {
  const text = readFileSync(file, 'utf8');
  const { result, ...cost } = await measured(() => splitBundle(text, { cleanup, eventVersion }));
  const { bundles, expectations, dropped, replaced } = result;
  const objects = bundles.length + dropped.length + replaced.length;

  return outcome(objects, cost, {
    objects,
    messages: bundles.length,
    in_bytes: Buffer.byteLength(text),
    expectations,
    incompatible: dropped.length,
    sha256_order: orderOf(bundles),
  });
}

function orderOf(bundles) {
  const hash = createHash('sha256');
  for (const { objects, x_opencti_seq } of bundles) {
    hash.update(`${objects[0].id} ${x_opencti_seq}\n`);
  }

  return hash.digest('hex');
}
