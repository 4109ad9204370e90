import type { Observable } from 'rxjs';

/**
 * The value of a request.
 *
 * @param signal aborts it
 * @throws what the request fails with; the signal's reason
 */
export function requested<T>(request: Observable<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const subscription = request.subscribe({
      next: resolve,
      error: (error: Error) => {
        signal.removeEventListener('abort', stop);
        reject(error);
      },
      complete: () => signal.removeEventListener('abort', stop),
    });
    signal.addEventListener('abort', stop, { once: true });

    function stop(): void {
      subscription.unsubscribe();
      reject(signal.reason as Error);
    }
  });
}
