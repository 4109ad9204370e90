import { asConnectorError } from '../errors/index.js';

/** Says where an error of the connector's own source comes from. */
export async function* namedSource<T>(
  open: () => AsyncIterable<T> | Iterable<T>,
  where: string,
): AsyncGenerator<T> {
  try {
    yield* open();
  } catch (error) {
    throw asConnectorError(error, where);
  }
}
