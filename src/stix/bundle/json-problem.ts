/** Deeper than any STIX object, and as deep as ids can be made of. */
const MAX_DEPTH = 1_000;

/** An object or list whose members are being looked at. */
interface Level {
  readonly container: object;
  readonly members: readonly unknown[];
  at: number;
}

/**
 * Says why a value can't be sent as JSON; undefined when it can. Looks at every part once and does not
 * recurse, so neither depth, nor a value that holds itself, nor a getter that throws does any harm.
 */
export function jsonProblem(value: unknown): string | undefined {
  try {
    return firstProblem(value);
  } catch {
    return 'a part of it throws when it is read';
  }
}

function firstProblem(value: unknown): string | undefined {
  const seen = new Set<object>();
  const open = new Set<object>();
  const levels: Level[] = [];

  let problem = step(value);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    if (problem !== undefined) return problem;
    if (level.at === level.members.length) open.delete((levels.pop() as Level).container);
    else problem = step(level.members[level.at++]);
  }
  return problem;

  function step(part: unknown): string | undefined {
    if (typeof part !== 'object' || part === null) return scalarProblem(part);
    if (open.has(part)) return 'it holds itself';
    if (seen.has(part)) return undefined;
    if (levels.length === MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} levels deep`;

    seen.add(part);
    open.add(part);
    levels.push({ container: part, members: Object.values(part), at: 0 });
    return undefined;
  }
}

function scalarProblem(part: unknown): string | undefined {
  const isFinite = typeof part !== 'number' || Number.isFinite(part);
  const isJson =
    part === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof part);
  if (isFinite && isJson) return undefined;

  return isFinite ? `it holds a ${typeof part}` : `it holds the number ${String(part)}`;
}
