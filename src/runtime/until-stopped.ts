/**
 * A source that ends, as if it were exhausted, when `signal` aborts: nothing new is asked of it,
 * and a value that it is still fetching is not waited for.
 *
 * @param ask awaited before every value; holds the source back.
 */
export async function* untilStopped<T>(
  source: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal,
  ask: () => Promise<void>,
): AsyncGenerator<T> {
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const { promise: stopped, dispose } = whenAborted(signal);

  try {
    for (;;) {
      if (await Promise.race([ask().then(() => false), stopped])) return;
      const step = await Promise.race([Promise.resolve(iterator.next()), stopped]);
      if (step === true || step.done) return;
      yield step.value;
    }
  } finally {
    dispose();
    // Not awaited: a source stuck in a fetch would hold up the stop that it is told about.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function whenAborted(signal: AbortSignal): { promise: Promise<true>; dispose: () => void } {
  let listener = (): void => undefined;
  const promise = new Promise<true>(resolve => {
    listener = () => resolve(true);
    if (signal.aborted) resolve(true);
    else signal.addEventListener('abort', listener, { once: true });
  });

  return { promise, dispose: () => signal.removeEventListener('abort', listener) };
}
