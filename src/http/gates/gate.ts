/** Called when a request that went through a gate has ended. Calling it again does nothing. */
export type Leave = () => void;

/** Something that each try of a request has to pass before it is sent. */
export interface Gate {
  /**
   * Resolves when the try may be sent.
   *
   * @param where the address, for an error; already bare
   * @param signal ends the waiting, with its reason
   * @returns what is to be called when the try has ended
   */
  enter(where: string, signal: AbortSignal): Promise<Leave>;
  /** Hears how the try ended: the error, or undefined when it succeeded. */
  told?(failure: unknown): void;
}

/**
 * Runs a task behind gates, the first of them first. All of them hear how it ended.
 *
 * @throws what a gate or the task throws
 */
export async function throughGates<T>(
  gates: readonly Gate[],
  at: { readonly where: string; readonly signal: AbortSignal },
  task: () => Promise<T>,
): Promise<T> {
  const [first, ...others] = gates;
  if (first === undefined) return task();

  const leave = await first.enter(at.where, at.signal);
  try {
    const result = await throughGates(others, at, task);
    first.told?.(undefined);
    return result;
  } catch (error) {
    first.told?.(error);
    throw error;
  } finally {
    leave();
  }
}
