import { bundle, type StixObject } from '../../stix/index.js';

/** The JSON text of a bundle, written while its objects come: nothing holds the whole of it. */
export async function* bundleText(
  batches: AsyncIterable<readonly StixObject[]>,
): AsyncGenerator<string> {
  const { objects: _none, ...head } = bundle([]);
  let separator = '';

  yield `${JSON.stringify(head).slice(0, -1)},"objects":[`;
  for await (const batch of batches) {
    for (const object of batch) {
      yield separator + JSON.stringify(object);
      separator = ',';
    }
  }
  yield ']}';
}
