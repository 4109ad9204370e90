import { Observable, from, type ObservableInput } from 'rxjs';

/**
 * Turns whatever an author may return where many values are meant into something that can be
 * pulled. Iterables, async iterables and generators are pulled one value at a time. A promise is
 * one value. An Observable is held in memory as fast as it emits: it can't be slowed, so it is
 * trusted to be finite and modest.
 *
 * @param signal ends an Observable, and unsubscribes from it, even while it is waited for.
 */
export function pulled<T>(
  input: ObservableInput<T>,
  signal?: AbortSignal,
): AsyncIterable<T> | Iterable<T> {
  if (typeof input === 'object' && input !== null) {
    if (Symbol.asyncIterator in input) return input;
    if (Symbol.iterator in input) return input;
  }

  return fromObservable(from(input), signal);
}

async function* fromObservable<T>(
  source: Observable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const held: T[] = [];
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;

  const end = (): void => {
    ended = true;
    wake();
  };
  if (signal?.aborted) return;
  signal?.addEventListener('abort', end, { once: true });

  const subscription = source.subscribe({
    next: value => {
      held.push(value);
      wake();
    },
    error: (error: unknown) => {
      failure = { error };
      wake();
    },
    complete: end,
  });

  try {
    for (;;) {
      while (held.length > 0) yield held.shift() as T;
      if (failure) throw failure.error;
      if (ended) return;
      await new Promise<void>(resolve => (wake = resolve));
    }
  } finally {
    signal?.removeEventListener('abort', end);
    subscription.unsubscribe();
  }
}
