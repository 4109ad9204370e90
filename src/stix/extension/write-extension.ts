/** How {@link writeExtension} treats what is there. */
export interface WriteExtensionOptions {
  /** True: the value is added to a list. False (default): it replaces what is there. */
  readonly append?: boolean;
}

/**
 * Gives a copy of the object that has a value in one of its extensions. The same key at the root, as
 * `x_opencti_<key>` or `x_mitre_<key>`, is dropped: the extension would hide it.
 *
 * @param extensionId such as `OPENCTI_EXTENSION`.
 * @see pycti `OpenCTIStix2.put_attribute_in_extension`
 */
export function writeExtension<T extends object>(
  object: T,
  extensionId: string,
  key: string,
  value: unknown,
  { append = false }: WriteExtensionOptions = {},
): T {
  const copy = without(object, [`x_opencti_${key}`, `x_mitre_${key}`]);
  const extensions = membersOf(copy.extensions);
  const extension = membersOf(extensions[extensionId]);
  const present = extension[key];
  const list: readonly unknown[] = Array.isArray(present) ? present : [];
  const written = append ? [...list, value] : value;

  return {
    ...copy,
    extensions: { ...extensions, [extensionId]: { ...extension, [key]: written } },
  };
}

function without<T extends object>(
  object: T,
  keys: readonly string[],
): T & { extensions?: unknown } {
  const kept = Object.entries(object).filter(([key]) => !keys.includes(key));

  return Object.fromEntries(kept) as T & { extensions?: unknown };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
