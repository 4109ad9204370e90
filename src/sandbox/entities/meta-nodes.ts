import type { Knowledge } from '../knowledge/knowledge.js';
import { standardIdOf } from '../knowledge/object-ids.js';
import type { StixRecord } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';

/** Colour of a label that nobody gave one. */
const LABEL_COLOR = '#82a9d9';

type Node = Readonly<Record<string, unknown>>;
type Finder = Pick<Knowledge, 'find'>;

/** A label as GraphQL shows it; objects hold its value, and it may or may not be known by itself. */
export function labelNode(value: string, knowledge: Finder): Node {
  const { known, fields } = metaObject({ type: 'label', id: '', value }, 'Label', knowledge);

  return {
    ...fields,
    value,
    color: known?.object.x_opencti_color ?? known?.object.color ?? LABEL_COLOR,
  };
}

/** An external reference as GraphQL shows it, whether it is embedded in an object or stands by itself. */
export function externalReferenceNode(reference: Node, knowledge: Finder): Node {
  const object = { ...reference, type: 'external-reference', id: '' };

  return {
    ...metaObject(object, 'External-Reference', knowledge).fields,
    source_name: reference.source_name ?? null,
    description: reference.description ?? null,
    url: reference.url ?? null,
    hash: reference.hash ?? null,
    external_id: reference.external_id ?? null,
    importFiles: { edges: [] },
  };
}

/** A kill chain phase as GraphQL shows it. */
export function killChainPhaseNode(phase: Node, knowledge: Finder): Node {
  const object = { ...phase, type: 'kill-chain-phase', id: '' };

  return {
    ...metaObject(object, 'Kill-Chain-Phase', knowledge).fields,
    kill_chain_name: phase.kill_chain_name ?? null,
    phase_name: phase.phase_name ?? null,
    x_opencti_order: phase.x_opencti_order ?? 0,
  };
}

/** What every meta object shows. One that is not known by itself has the UUID of its standard id. */
function metaObject(
  object: StixRecord,
  entityType: string,
  knowledge: Finder,
): { readonly known: StoredObject | undefined; readonly fields: Node } {
  const id = standardIdOf(object);
  const known = knowledge.find(id);
  const { createdAt: created = EPOCH, updatedAt: modified = EPOCH } = known ?? {};
  const fields = {
    id: known?.internalId ?? id.replace(/^.*--/, ''),
    standard_id: id,
    entity_type: entityType,
    parent_types: ['Basic-Object', 'Stix-Object', 'Stix-Meta-Object'],
    spec_version: '2.1',
    created,
    modified,
    created_at: created,
    updated_at: modified,
  };

  return { known, fields };
}

/** Nothing is known of when an embedded object was made. */
const EPOCH = '1970-01-01T00:00:00.000Z';
