/** Lists of what OpenCTI keeps as objects of their own. */
const EMBEDDED_LISTS = ['external_references', 'kill_chain_phases'];

/**
 * How many references an object holds, as the worker counts them to tell an object that is too large:
 * the members of each `_refs`, each `_ref` even if null, external references and kill chain phases.
 *
 * @see pycti `OpenCTIStix2Utils.compute_object_refs_number`
 */
export function countReferences(object: object): number {
  return Object.entries(object).reduce((sum, [name, value]) => sum + countIn(name, value), 0);
}

function countIn(name: string, value: unknown): number {
  if (name.endsWith('_ref')) return 1;
  const isCounted = name.endsWith('_refs') || EMBEDDED_LISTS.includes(name);

  return isCounted && Array.isArray(value) ? value.length : 0;
}
