import type { Bundle, StixObject } from '../../stix/index.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * What a playbook goes on with after a step: the objects the connector gave back, each united with
 * what it was before, and the objects it did not give back as they were.
 *
 * @see OpenCTI `modules/playbook/playbook-utils.ts`
 */
export function mergeBundles(previous: Bundle, returned: Bundle): Bundle {
  const before = new Map(previous.objects.map(object => [object.id, object]));
  const united = returned.objects.map(object => {
    const known = before.get(object.id);
    before.delete(object.id);
    return (known ? merged(known, object) : object) as StixObject;
  });

  return { ...previous, objects: [...united, ...before.values()] };
}

/** Objects member by member, lists as one without repeats; else the newer value. */
function merged(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after)) return union(before, after);
  if (!isObject(before) || !isObject(after)) return after;
  const known = new Map(Object.entries(before));
  const entries = Object.entries(after).map(
    ([name, value]) => [name, known.has(name) ? merged(known.get(name), value) : value] as const,
  );

  return Object.fromEntries([...known, ...entries]);
}

function union(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const byText = new Map([...before, ...after].map(item => [JSON.stringify(item), item]));

  return [...byText.values()];
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
