import { mimeTypeOf, type FilterGroup, type ListView } from '../../../connectors/index.js';
import type { MessageReader } from './message-reader.js';
import type { RequestEnvelope } from './read-envelope.js';
import { readFilterGroup } from './read-filter-group.js';

/** What a request to export something says. */
export interface ExportMessage {
  readonly scope: 'single' | 'selection' | 'query';
  readonly type: 'simple' | 'full';
  /** MIME type without parameters. */
  readonly format: string;
  readonly fileName: string;
  readonly entityId: string | null;
  readonly entityName: string | null;
  readonly entityType: string;
  readonly selectedIds: readonly string[];
  readonly fileMarkings: readonly string[];
  readonly mainFilter: FilterGroup | undefined;
  readonly accessFilter: FilterGroup | undefined;
  readonly list: ListView | undefined;
}

/**
 * Reads a request to export something. What limits the export is read strictly: a filter that can't
 * be read must not end up as no filter.
 *
 * @throws RequestError `REQUEST_MALFORMED`
 */
export function readExport({ event }: RequestEnvelope): ExportMessage {
  const scope = event.oneOf('export_scope', ['single', 'selection', 'query']);
  if (scope === undefined) throw event.wrong('export_scope', 'single, selection or query');
  const format = event.text('format');

  return {
    scope,
    type: event.oneOf('export_type', ['simple', 'full']) ?? 'simple',
    format: mimeTypeOf(format) ?? format,
    fileName: event.text('file_name'),
    entityId: scope === 'single' ? event.text('entity_id') : event.textIfAny('entity_id'),
    entityName: event.textIfAny('entity_name'),
    entityType: event.text('entity_type'),
    selectedIds: event.texts('selected_ids'),
    fileMarkings: event.texts('file_markings'),
    mainFilter: readFilterGroup(event, 'main_filter'),
    accessFilter: readFilterGroup(event, 'access_filter'),
    list: readList(event),
  };
}

function readList(event: MessageReader): ListView | undefined {
  const list = event.objectIfAny('list_params');
  if (!list) return undefined;
  const columns = list.value('visible_columns') == null ? undefined : list.texts('visible_columns');

  return {
    ...optional('search', list.textIfAny('search')),
    ...optional('orderBy', list.textIfAny('orderBy')),
    ...optional('orderMode', list.textIfAny('orderMode')),
    ...optional('filters', readFilterGroup(list, 'filters')),
    ...optional('columns', columns),
    raw: event.value('list_params') as Readonly<Record<string, unknown>>,
  };
}

function optional<K extends string, T>(name: K, value: T | null | undefined): { [P in K]?: T } {
  return value === null || value === undefined ? {} : ({ [name]: value } as { [P in K]: T });
}
