import { isObservable, type Observable } from 'rxjs';
import { StreamError } from '../../errors/index.js';

/**
 * Waits until what a handler returned is done. Gives nothing when it is done already.
 *
 * @param where the handler, as its author knows it
 * @param signal gives up; an Observable is unsubscribed
 * @throws StreamError `STREAM_HANDLER_OUTPUT`; what the handler failed with
 */
export function handlerCompletion(
  output: unknown,
  where: string,
  signal: AbortSignal,
): Promise<void> | undefined {
  if (output === undefined || output === null || Array.isArray(output)) return undefined;
  if (isObservable(output)) return completion(output, signal);
  if (typeof output === 'object') {
    if (typeof (output as PromiseLike<unknown>).then === 'function') {
      return unlessAborted(output as PromiseLike<unknown>, signal);
    }
    if (Symbol.asyncIterator in output || Symbol.iterator in output) {
      return unlessAborted(exhausted(output as AsyncIterable<unknown>, signal), signal);
    }
  }
  const got = typeof output === 'object' ? 'an object' : `a ${typeof output}`;
  throw new StreamError('STREAM_HANDLER_OUTPUT', { where, got });
}

function completion(output: Observable<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const subscription = output.subscribe({
      error: (error: Error) => settle(() => reject(error)),
      complete: () => settle(resolve),
    });
    if (!subscription.closed) signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();

    function giveUp(): void {
      subscription.unsubscribe();
      reject(signal.reason as Error);
    }
    function settle(end: () => void): void {
      signal.removeEventListener('abort', giveUp);
      end();
    }
  });
}

function unlessAborted(output: PromiseLike<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    output.then(
      () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      },
      (error: Error) => {
        signal.removeEventListener('abort', giveUp);
        reject(error);
      },
    );
  });
}

async function exhausted(
  output: AsyncIterable<unknown> | Iterable<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for await (const _value of output) if (signal.aborted) return;
}
