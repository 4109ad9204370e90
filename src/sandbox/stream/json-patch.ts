/** One operation of a JSON Patch. @see RFC 6902 */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** The operations that make one value into another. */
export function jsonPatch(from: unknown, to: unknown, path = ''): readonly PatchOperation[] {
  if (from === to) return [];
  if (Array.isArray(from) && Array.isArray(to)) return listPatch(from, to, path);
  if (isObject(from) && isObject(to)) return objectPatch(from, to, path);

  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ op: 'replace', path, value: to }];
}

function objectPatch(from: Members, to: Members, path: string): readonly PatchOperation[] {
  const before = new Map(Object.entries(from));
  const after = new Map(Object.entries(to));
  const removed = [...before.keys()].filter(name => !after.has(name));

  return [
    ...removed.map(name => ({ op: 'remove' as const, path: `${path}/${escaped(name)}` })),
    ...[...after].flatMap(([name, value]) => {
      const at = `${path}/${escaped(name)}`;
      if (!before.has(name)) return [{ op: 'add' as const, path: at, value }];
      return jsonPatch(before.get(name), value, at);
    }),
  ];
}

/** Item by item; what is too much goes from the end, so that the places of the others hold. */
function listPatch(
  from: readonly unknown[],
  to: readonly unknown[],
  path: string,
): readonly PatchOperation[] {
  const shared = Math.min(from.length, to.length);
  const removals = from
    .slice(shared)
    .map((_, index) => ({ op: 'remove' as const, path: `${path}/${shared + index}` }));
  const changes = to.flatMap((value, index): readonly PatchOperation[] =>
    index < shared
      ? jsonPatch(from[index], value, `${path}/${index}`)
      : [{ op: 'add', path: `${path}/${index}`, value }],
  );

  return [...removals.reverse(), ...changes];
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}
