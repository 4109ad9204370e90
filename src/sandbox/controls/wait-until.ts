import { SandboxError } from '../../errors/index.js';
import type { SandboxEvents } from './sandbox-events.js';

/** Time between two looks when nothing happens: another process may be emptying the broker's queues. */
const LOOK_MS = 100;

/**
 * Resolves when a condition holds. It is looked at after everything that happens, and now and then.
 *
 * @throws SandboxError `SANDBOX_STOPPED`; the signal's reason when it aborts first
 */
export async function waitUntil(
  holds: () => Promise<boolean>,
  what: string,
  events: SandboxEvents,
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    if (events.isStopped) throw new SandboxError('SANDBOX_STOPPED', { what });
    if (await holds()) return;
    await somethingHappens(events, signal);
  }
}

function somethingHappens(events: SandboxEvents, signal: AbortSignal | undefined): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      for (const off of offs) off();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, LOOK_MS);
    const offs = [events.on('settled', done), events.on('work', done)];
    signal?.addEventListener('abort', done);
  });
}
