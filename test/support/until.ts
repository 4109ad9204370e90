/**
 * Resolves once a condition holds, looking at every turn of the event loop: for what real sockets do
 * and nothing tells of. The limit of the test ends it when it never does.
 */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setImmediate(resolve));
}
