import type { StopSwitch } from '../runtime/index.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Lets SIGTERM and SIGINT stop a connector in order; a second signal gives up what is in flight.
 *
 * @returns puts everything back as it was.
 */
export function stopOnSignals(stop: StopSwitch): () => void {
  const listener = (signal: NodeJS.Signals): void => stop.stop(`${signal} was received`);
  for (const signal of SIGNALS) process.on(signal, listener);

  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
