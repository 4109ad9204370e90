/**
 * Freezes a value of JSON with everything in it, and gives it back. What several pieces of code see
 * must not be changed by one of them.
 */
export function frozen<T>(value: T): T {
  const waiting: unknown[] = [value];

  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || Object.isFrozen(next)) continue;
    Object.freeze(next);
    for (const member of Object.values(next) as unknown[]) waiting.push(member);
  }

  return value;
}
