/**
 * An iterable whose pending step ends when the reader stops: `return()` aborts the signal that the
 * generator works with, and then lets it clean up.
 */
export function abortable<T>(
  generate: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const abort = new AbortController();
      const inner = generate(abort.signal);

      return {
        next: () => inner.next(),
        return: async () => {
          abort.abort();
          await inner.return();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
