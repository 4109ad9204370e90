import type { StoredObject } from '../knowledge/stored-object.js';

/** A marking as GraphQL shows it. */
export function markingNode(stored: StoredObject): Readonly<Record<string, unknown>> {
  const { object } = stored;

  return {
    id: stored.internalId,
    ids: [...stored.ids],
    standard_id: object.id,
    entity_type: 'Marking-Definition',
    parent_types: ['Basic-Object', 'Stix-Object', 'Stix-Meta-Object'],
    spec_version: '2.1',
    definition_type: object.x_opencti_definition_type ?? object.definition_type ?? null,
    definition: object.x_opencti_definition ?? object.name ?? null,
    x_opencti_order: object.x_opencti_order ?? 0,
    x_opencti_color: object.x_opencti_color ?? null,
    created: object.created ?? stored.createdAt,
    modified: object.modified ?? object.created ?? stored.createdAt,
    created_at: stored.createdAt,
    updated_at: stored.updatedAt,
  };
}
