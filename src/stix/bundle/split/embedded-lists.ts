import { BundleError } from '../../../errors/index.js';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Gives what tells an external reference apart: its url, or its source and id together. Undefined
 * when it has neither, and then OpenCTI can't keep it.
 */
export function externalReferenceKey({ url, source_name, external_id }: Entry): string | undefined {
  if (typeof url === 'string') return `url ${url}`;
  if (isGiven(url)) return `odd url ${textOf(url)}`;
  if (isGiven(source_name) && isGiven(external_id)) {
    return `id ${textOf(source_name)} ${textOf(external_id)}`;
  }
  return undefined;
}

/** Gives what tells a kill chain phase apart: both its names, absent ones too. */
export function killChainPhaseKey({ kill_chain_name, phase_name }: Entry): string {
  return `${textOf(kill_chain_name)} ${textOf(phase_name)}`;
}

/**
 * Keeps the first entry of each key, in order, and none without a key.
 *
 * @throws BundleError `BUNDLE_MEMBER_MALFORMED` when an entry is not an object.
 */
export function uniqueEntries(
  id: string,
  property: string,
  entries: readonly unknown[],
  keyOf: (entry: Entry) => string | undefined,
): readonly unknown[] {
  const byKey = new Map<string, unknown>();
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null) {
      const expected = 'a list of objects';
      throw new BundleError('BUNDLE_MEMBER_MALFORMED', { id, property, expected });
    }
    const key = keyOf(entry as Entry);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, entry);
  }

  return byKey.size === entries.length ? entries : [...byKey.values()];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Text and other values never meet: 5 and "5" are two keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
