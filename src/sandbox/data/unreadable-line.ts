/** Members of a record, as JSON gives them. */
export type Members = Readonly<Record<string, unknown>>;

/** Why a line can't be read. */
export class UnreadableLine extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** The members of an object; null for what is none. */
export function asRecord(value: unknown): Members | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;

  return value as Members;
}
