import { Observable, Subscription, from, type ObservableInput } from 'rxjs';

/** How {@link pump} pulls. */
export interface PumpOptions {
  /** Values worked on at once. Default 1. */
  readonly concurrency?: number;
}

/**
 * Pulls a value, works on it, and pulls the next only when there is room again: never more than
 * `concurrency` values are in the air. No RxJS operator does this, since an Observable can't be
 * slowed by its consumer; only the next pull can be withheld.
 *
 * Unsubscribing stops the pulling, unsubscribes the work in the air, and closes the source with
 * its `return()`. The first error of the source or of a work ends everything.
 *
 * @param source what is pulled; its `next()` is called one at a time.
 * @param work what is done with a value; its values are passed on as they come.
 */
export function pump<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  work: (value: T) => ObservableInput<R>,
  { concurrency = 1 }: PumpOptions = {},
): Observable<R> {
  return new Observable<R>(subscriber => {
    const iterator = iteratorOf(source);
    const inTheAir = new Set<Subscription>();
    let pulling = false;
    let exhausted = false;

    const finishIfDone = (): void => {
      if (exhausted && inTheAir.size === 0) subscriber.complete();
    };

    const start = (value: T): void => {
      // Made before the work is subscribed to, since the work may complete at once.
      const subscription = new Subscription();
      inTheAir.add(subscription);

      const complete = (): void => {
        inTheAir.delete(subscription);
        finishIfDone();
        void pull();
      };
      subscription.add(
        from(work(value)).subscribe({
          next: result => subscriber.next(result),
          error: error => subscriber.error(error),
          complete,
        }),
      );
    };

    const pull = async (): Promise<void> => {
      if (pulling) return;
      pulling = true;

      try {
        while (!subscriber.closed && !exhausted && inTheAir.size < concurrency) {
          const step = await iterator.next();
          if (subscriber.closed) return;
          if (step.done) exhausted = true;
          else start(step.value);
        }
        finishIfDone();
      } catch (error) {
        exhausted = true;
        subscriber.error(error);
      } finally {
        pulling = false;
      }
    };

    void pull();

    return () => {
      for (const subscription of inTheAir) subscription.unsubscribe();
      // A source that is between two awaits closes when it gets there; nobody waits for it.
      if (!exhausted) void closeQuietly(iterator);
    };
  });
}

function iteratorOf<T>(source: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
}

async function closeQuietly(iterator: AsyncIterator<unknown> | Iterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // The outcome is already decided; a source that fails to close changes nothing about it.
  }
}
