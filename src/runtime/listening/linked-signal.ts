import { setMaxListeners } from 'node:events';

/** A signal of its own that follows another. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Stops following; call it when nobody listens any more. */
  release(this: void): void;
}

/**
 * Follows a signal that many requests share with one that is a request's own, so that whatever a
 * request leaves behind on its signal goes with it. (`AbortSignal.any` keeps a trace in the shared
 * one for each that follows it.)
 */
export function linkedSignal(shared: AbortSignal): LinkedSignal {
  const own = new AbortController();
  const follow = (): void => own.abort(shared.reason);
  // As many may follow as requests are worked on at once.
  setMaxListeners(0, shared, own.signal);
  if (shared.aborted) follow();
  else shared.addEventListener('abort', follow, { once: true });

  return {
    signal: own.signal,
    release: () => shared.removeEventListener('abort', follow),
  };
}
