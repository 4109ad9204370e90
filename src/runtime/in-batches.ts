/** Values as they come, in lists of `size`; the last list may be shorter. */
export async function* inBatches<T>(
  values: AsyncIterable<T>,
  size: number,
): AsyncGenerator<readonly T[], void> {
  let batch: T[] = [];
  for await (const value of values) {
    if (batch.push(value) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
