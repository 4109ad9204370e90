import type { ListenMessage } from './listen-message.js';

/** How much of an entity is exported: itself, or what is around it too. */
export type ExportType = 'simple' | 'full';

/** What every export is asked with. */
export interface ExportAsk {
  readonly workId: string;
  /** Id of the user who asked. */
  readonly applicantId: string;
  readonly fileName: string;
  /** MIME type of the file to make. */
  readonly format: string;
  readonly exportType: ExportType;
  /** Internal ids of the markings the file gets. */
  readonly fileMarkings: readonly string[];
  /** Internal ids of markings whose objects are to be left out. */
  readonly excludedMarkings: readonly string[];
}

/** The entity that is exported, or that holds what is exported. */
export interface ExportedEntity {
  /** Internal id. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** What an export of one entity is sent as. @see OpenCTI `domain/stix.js` */
export function singleExportMessage(ask: ExportAsk, entity: ExportedEntity): ListenMessage {
  return {
    internal: {
      work_id: ask.workId,
      applicant_id: ask.applicantId,
      trigger: null,
      mode: 'manual',
    },
    event: {
      event_type: 'INTERNAL_EXPORT_FILE',
      file_name: ask.fileName,
      format: ask.format,
      export_scope: 'single',
      entity_id: entity.id,
      entity_name: entity.name,
      entity_type: entity.type,
      export_type: ask.exportType,
      file_markings: ask.fileMarkings,
      main_filter: mainFilter(ask, [entity.id]),
      access_filter: accessFilter(ask),
    },
  };
}

/** Where a list comes from: a container, or everything of a type. */
export interface ExportContext {
  /** Internal id of the container; undefined for none. */
  readonly entityId: string | undefined;
  /** Its name; `global` without a container. */
  readonly entityName: string;
  readonly entityType: string;
}

/** What an export of chosen objects is sent as. */
export function selectionExportMessage(
  ask: ExportAsk,
  context: ExportContext,
  selectedIds: readonly string[],
): ListenMessage {
  return {
    internal: { work_id: ask.workId, applicant_id: ask.applicantId },
    event: {
      event_type: 'INTERNAL_EXPORT_FILE',
      export_scope: 'selection',
      file_name: ask.fileName,
      selected_ids: selectedIds,
      ...listFields(ask, context),
      main_filter: mainFilter(ask, selectedIds),
      access_filter: accessFilter(ask),
    },
  };
}

/** What a list is made by: the arguments of the list in the API, with what is not said left out. */
export type ListParameters = Readonly<Record<string, unknown>>;

/** What an export of a list is sent as. It says no event type, unlike all others. */
export function queryExportMessage(
  ask: ExportAsk,
  context: ExportContext,
  parameters: ListParameters,
): ListenMessage {
  return {
    internal: { work_id: ask.workId, applicant_id: ask.applicantId },
    event: {
      export_scope: 'query',
      file_name: ask.fileName,
      list_params: parameters,
      ...listFields(ask, context),
      main_filter: mainFilter(ask, undefined),
      access_filter: accessFilter(ask),
    },
  };
}

function listFields(
  { format, exportType, fileMarkings }: ExportAsk,
  { entityId, entityName, entityType }: ExportContext,
): Readonly<Record<string, unknown>> {
  return {
    format,
    export_type: exportType,
    entity_id: entityId,
    entity_name: entityName,
    entity_type: entityType,
    file_markings: fileMarkings,
  };
}

function mainFilter(ask: ExportAsk, ids: readonly string[] | undefined): unknown {
  const idFilter = { key: 'ids', values: ids, mode: 'or', operator: 'eq' };

  return {
    mode: 'and',
    filters: [markingFilter(ask), ...(ids === undefined ? [] : [idFilter])],
    filterGroups: [],
  };
}

function accessFilter(ask: ExportAsk): unknown {
  return { mode: 'and', filters: [markingFilter(ask)], filterGroups: [] };
}

function markingFilter({ excludedMarkings }: ExportAsk): unknown {
  return { key: 'objectMarking', mode: 'and', operator: 'not_eq', values: excludedMarkings };
}
