import { BundleError } from '../../errors/index.js';

/** One operation of a JSON Patch. @see RFC 6902 */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string };

type Members = Record<string, unknown>;
type Parent = Members | unknown[];

/**
 * Applies a JSON Patch to a copy of a value. What the patch does not touch is shared with the
 * original, which stays as it is.
 *
 * @throws BundleError `BUNDLE_PATCH` when an operation can't be applied
 * @see RFC 6902
 */
export function applyPatch<T>(value: T, patch: readonly PatchOperation[]): T {
  let root: unknown = value;
  const owned = new WeakSet<object>();
  for (const operation of patch) root = applied(root, operation, owned);

  return root as T;
}

function applied(root: unknown, operation: PatchOperation, owned: WeakSet<object>): unknown {
  switch (operation.op) {
    case 'add':
    case 'replace':
      return put(root, operation.path, operation.value, operation.op, owned);
    case 'remove':
      return put(root, operation.path, undefined, 'remove', owned);
    case 'copy':
      return put(root, operation.path, valueAt(root, operation.from), 'add', owned);
    case 'move': {
      const moved = valueAt(root, operation.from);
      const without = put(root, operation.from, undefined, 'remove', owned);
      return put(without, operation.path, moved, 'add', owned);
    }
    case 'test':
      return root;
    default:
      throw unfit('', 'its operation is unknown');
  }
}

type Change = 'add' | 'replace' | 'remove';

function put(
  root: unknown,
  path: string,
  value: unknown,
  change: Change,
  owned: WeakSet<object>,
): unknown {
  const names = pointer(path);
  const last = names.pop();
  if (last === undefined) return value;
  const copy = ownCopy(root, path, owned);
  let parent: Parent = copy;
  for (const name of names) {
    const child: Parent = ownCopy(member(parent, name, path), path, owned);
    setMember(parent, name, child);
    parent = child;
  }
  if (Array.isArray(parent)) changeItem(parent, last, value, change, path);
  else changeMember(parent, last, value, change, path);

  return copy;
}

function changeItem(
  list: unknown[],
  at: string,
  value: unknown,
  change: Change,
  path: string,
): void {
  const end = change === 'add' ? list.length : list.length - 1;
  const index = at === '-' && change === 'add' ? list.length : Number(at);
  if (!/^(?:-|0|[1-9]\d{0,9})$/.test(at) || !(index <= end)) throw unfit(path, 'no such item');
  if (change === 'replace') list[index] = value;
  else list.splice(index, change === 'remove' ? 1 : 0, ...(change === 'remove' ? [] : [value]));
}

function changeMember(
  object: Members,
  name: string,
  value: unknown,
  change: Change,
  path: string,
): void {
  if (change !== 'remove') return setMember(object, name, value);
  if (!Object.hasOwn(object, name)) throw unfit(path, 'no such member');
  delete object[name];
}

/** Plain assignment to `__proto__` would change what the object is. */
function setMember(parent: Parent, name: string, value: unknown): void {
  Object.defineProperty(parent, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function ownCopy(value: unknown, path: string, owned: WeakSet<object>): Parent {
  if (typeof value !== 'object' || value === null) throw unfit(path, 'no object on the way');
  if (owned.has(value)) return value as Parent;
  const copy: Parent = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  owned.add(copy);

  return copy;
}

function valueAt(root: unknown, path: string): unknown {
  return pointer(path).reduce((value, name) => member(value, name, path), root);
}

function member(value: unknown, name: string, path: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  if (!isThere) throw unfit(path, 'no such member');

  return (value as Members)[name];
}

/** @see RFC 6901 */
function pointer(path: unknown): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) {
    throw unfit('', 'its path is no JSON Pointer');
  }

  return path
    .split('/')
    .slice(1)
    .map(name => name.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function unfit(path: string, reason: string): BundleError {
  return new BundleError('BUNDLE_PATCH', { path: path.slice(0, 200), reason });
}
