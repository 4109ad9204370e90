/**
 * Reads at most `ahead` values further than its consumer has asked for. With `ahead` 0 it is the
 * source itself. What was read ahead and is never asked for is dropped when the consumer leaves.
 *
 * @param source read one value at a time.
 * @param ahead values held beyond the one the consumer works on.
 */
export async function* prefetch<T>(source: AsyncIterable<T>, ahead: number): AsyncGenerator<T> {
  if (ahead < 1) {
    yield* source;
    return;
  }

  const iterator = source[Symbol.asyncIterator]();
  const waiting: Promise<IteratorResult<T>>[] = [];
  const read = (): void => {
    const step = iterator.next();
    // Without this, a failure that the consumer has not asked for yet is "unhandled".
    step.catch(() => undefined);
    waiting.push(step);
  };

  try {
    read();
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await step;
      if (result.done) return;
      while (waiting.length < ahead) read();
      yield result.value;
    }
  } finally {
    await iterator.return?.();
  }
}
