import type { StixObject } from 'octiflow';
import { OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION, readExtension } from 'octiflow/stix';
import { cellText } from './cell-text.js';
import type { Names } from './names.js';

/** Cells by the name of their column, which is that of the attribute in OpenCTI's API. */
export type Row = ReadonlyMap<string, string>;

/** Columns whose name in OpenCTI is another than in STIX. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['labels', 'objectLabel'],
  ['created_by_ref', 'createdBy'],
  ['object_marking_refs', 'objectMarking'],
  ['external_references', 'externalReferences'],
  ['kill_chain_phases', 'killChainPhases'],
  ['source_ref', 'fromId'],
  ['source_value', 'fromName'],
  ['source_type', 'fromType'],
  ['target_ref', 'toId'],
  ['target_value', 'toName'],
  ['target_type', 'toType'],
  ['sighting_of_ref', 'fromId'],
  ['sighting_of_value', 'fromName'],
  ['sighting_of_type', 'fromType'],
  ['where_sighted_refs', 'toId'],
  ['where_sighted_values', 'toName'],
  ['where_sighted_types', 'toType'],
]);

/** What says nothing to a reader, or is in another column; what a container holds is a file of its own. */
const LEFT_OUT = new Set([
  ...['id', 'type', 'spec_version', 'extensions', 'extension_type', 'object_refs', 'files'],
  ...['created_by_ref_id', 'created_by_ref_type', 'object_refs_inferred', 'labels_ids'],
]);

/** Members of OpenCTI's extension that its API does not begin with `x_opencti_`. */
const UNPREFIXED = new Set([...RENAMED.keys(), 'created_at', 'updated_at', 'is_inferred']);

/** What of an object stands in its row. */
export function rowOf(object: StixObject, names: Names): Row {
  const row = new Map<string, string>([
    ['id', cellText(readExtension(object, 'id'))],
    ['standard_id', object.id],
    ['entity_type', cellText(readExtension(object, 'type') ?? object.type)],
  ]);
  for (const [name, value] of membersOf(object)) {
    if (LEFT_OUT.has(name)) continue;
    if (name === 'hashes') addHashes(row, value);
    else row.set(RENAMED.get(name) ?? name, cellText(named(name, value, names)));
  }
  row.set('representative', row.get('name') ?? row.get('value') ?? firstHash(row) ?? object.id);
  if (row.has('value')) row.set('observable_value', row.get('value') ?? '');

  return row;
}

function* membersOf(object: StixObject): Iterable<[string, unknown]> {
  const { extensions = {} } = object as { extensions?: Record<string, object> };
  for (const id of [OPENCTI_EXTENSION, OPENCTI_OBSERVABLE_EXTENSION]) {
    for (const [name, value] of Object.entries(extensions[id] ?? {})) {
      const isPlain = UNPREFIXED.has(name) || LEFT_OUT.has(name);
      yield [isPlain ? name : `x_opencti_${name}`, value];
    }
  }
  yield* Object.entries(object);
}

function named(member: string, value: unknown, names: Names): unknown {
  if (!/^(created_by_ref|object_marking_refs)$/.test(member)) return value;

  return [value].flat().map(id => names.get(String(id)) ?? id);
}

function addHashes(row: Map<string, string>, hashes: unknown): void {
  for (const [algorithm, hash] of Object.entries(hashes ?? {})) {
    row.set(`hashes_${algorithm}`, cellText(hash));
  }
}

function firstHash(row: Row): string | undefined {
  return [...row].find(([name]) => name.startsWith('hashes_'))?.[1];
}
