/**
 * Writes a value as JSON.
 *
 * @throws TypeError when it has no JSON: undefined, a function, a BigInt, a cycle
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`${typeof value} is not a JSON value`);

  return text;
}
