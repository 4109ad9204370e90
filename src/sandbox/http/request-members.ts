/** What is wrong with what was sent. */
export class BadRequest extends Error {}

/** Members of a JSON body or a query. */
export type Members = Readonly<Record<string, unknown>>;

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {};
}

/**
 * A text that has to be there.
 *
 * @throws BadRequest
 */
export function requiredText(from: unknown, name: string): string {
  const value = textOf(from, name);
  if (value === undefined) throw new BadRequest(`"${name}" is missing or is no text`);

  return value;
}

/** A text; undefined when it is absent, empty or something else. */
export function textOf(from: unknown, name: string): string | undefined {
  const members = membersOf(from);
  const value = Object.hasOwn(members, name) ? members[name] : undefined;

  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list; undefined when it is absent or something else. */
export function textsOf(from: unknown, name: string): readonly string[] | undefined {
  const members = membersOf(from);
  const value = Object.hasOwn(members, name) ? members[name] : undefined;

  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : undefined;
}
