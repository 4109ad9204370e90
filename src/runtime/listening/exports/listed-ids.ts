import { allOf, where, type FilterGroup, type Platform } from '../../../platform/index.js';
import type { ExportMessage } from '../messages/read-export.js';

/** Entities a page: as many as are turned into STIX before the first of them can be written. */
const PAGE_SIZE = 100;

/** Whether an export lists relationships and not entities. */
export function isRelationshipList({ entityType }: ExportMessage): boolean {
  return /^stix-core-relationships?$/i.test(entityType);
}

/** Internal ids of what is to be exported, page by page. */
export async function* listedIds(
  message: ExportMessage,
  platform: Platform,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  const filters = filtersOf(message);
  const paging = { pageSize: PAGE_SIZE, signal };
  const { entityType, scope, list = { raw: {} } } = message;
  const { search, orderBy, orderMode } = list;

  const pages = isRelationshipList(message)
    ? platform.entities.listRelationships({ filters, ...relationshipEnds(list.raw), ...paging })
    : platform.entities.list({
        ...{ filters, search, orderBy, ...paging },
        ...(orderMode === 'asc' || orderMode === 'desc' ? { orderMode } : {}),
        // Picked entities are known by their ids, whatever their types.
        ...(scope === 'query' && { types: [entityType] }),
      });

  for await (const { items } of pages) yield items.map(({ id }) => id);
}

/** Everything that limits the export; each filter can only take away. */
function filtersOf(message: ExportMessage): FilterGroup | undefined {
  const { scope, entityId, selectedIds, mainFilter, accessFilter, list } = message;
  const picked = scope === 'single' ? [entityId ?? ''] : selectedIds;
  const ids = scope === 'query' ? undefined : where('ids', ...picked);

  return allOf(ids, list?.filters, mainFilter, accessFilter);
}

function relationshipEnds(raw: Readonly<Record<string, unknown>>): {
  readonly of?: readonly string[];
  readonly types?: readonly string[];
} {
  const of = textsIn(raw.fromOrToId);
  const types = textsIn(raw.relationship_type);

  return { ...(of.length > 0 && { of }), ...(types.length > 0 && { types }) };
}

function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];

  return list.filter(item => typeof item === 'string');
}
