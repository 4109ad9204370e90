import type { ConnectorRecord } from '../connectors/connector-record.js';
import { findConnectors } from '../connectors/find-connectors.js';
import { extensionOf } from '../files/mime-type.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { labelOf } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { WorkRecord } from '../works/work-record.js';
import {
  queryExportMessage,
  selectionExportMessage,
  singleExportMessage,
  type ExportAsk,
  type ExportContext,
  type ExportType,
  type ListParameters,
} from './export-message.js';
import type { ListenMessage } from './listen-message.js';
import { askFor, type AskSurroundings } from './send-ask.js';

/** How an export is wanted. */
export interface ExportOptions {
  readonly userId: string;
  /** MIME type of the file to make. */
  readonly format: string;
  readonly exportType: ExportType;
  /** Internal or standard ids of the markings the file gets. */
  readonly fileMarkings: readonly string[];
  /** The strictest markings that may be exported, one of each kind; others are left out. */
  readonly maxMarkings: readonly string[];
  /** The connector to ask; undefined: all that make this format. */
  readonly connectorId?: string;
}

/** Asks for an export of one entity. */
export function askSingleExport(
  stored: StoredObject,
  options: ExportOptions,
  surroundings: AskSurroundings,
): Promise<readonly WorkRecord[]> {
  const { object, internalId } = stored;
  const entity = { id: internalId, name: labelOf(object), type: entityTypeOf(object) };
  const subject = { about: internalId, name: `${entity.type}-${entity.name}` };

  return askExport(subject, options, ask => singleExportMessage(ask, entity), surroundings);
}

/** Asks for an export of chosen objects. */
export function askSelectionExport(
  context: ExportContext,
  selectedIds: readonly string[],
  options: ExportOptions,
  surroundings: AskSurroundings,
): Promise<readonly WorkRecord[]> {
  const messageOf = (ask: ExportAsk): ListenMessage =>
    selectionExportMessage(ask, context, selectedIds);

  return askExport(listSubject(context), options, messageOf, surroundings);
}

/** Asks for an export of a list. */
export function askQueryExport(
  context: ExportContext,
  parameters: ListParameters,
  options: ExportOptions,
  surroundings: AskSurroundings,
): Promise<readonly WorkRecord[]> {
  const messageOf = (ask: ExportAsk): ListenMessage => queryExportMessage(ask, context, parameters);

  return askExport(listSubject(context), options, messageOf, surroundings);
}

interface ExportSubject {
  readonly about: string;
  /** The part of the file name that says what is exported. */
  readonly name: string;
}

function listSubject({ entityId, entityName, entityType }: ExportContext): ExportSubject {
  return {
    about: entityId ?? entityType,
    name: entityId === undefined ? entityType : `${entityType}-${entityName}`,
  };
}

async function askExport(
  subject: ExportSubject,
  options: ExportOptions,
  messageOf: (ask: ExportAsk) => ListenMessage,
  surroundings: AskSurroundings,
): Promise<readonly WorkRecord[]> {
  const { knowledge, now } = surroundings;
  const { userId, format, exportType } = options;
  const fileMarkings = options.fileMarkings.flatMap(id => knowledge.find(id) ?? []);
  const excludedMarkings = markingsAbove(options.maxMarkings, knowledge);
  const names = fileMarkings.map(({ object }) => String(object.x_opencti_definition));
  const level = names.length > 0 ? names.join('_') : 'TLP:ALL';
  const works: WorkRecord[] = [];

  for (const connector of exportersOf(options, surroundings)) {
    const fileName = [
      now().toISOString(),
      level,
      `(${connector.name})`,
      subject.name,
      `${exportType}.${extensionOf(format)}`,
    ].join('_');
    const work = { name: fileName, about: subject.about, userId };
    const ask = (workId: string): ListenMessage =>
      messageOf({
        workId,
        applicantId: userId,
        fileName,
        format,
        exportType,
        fileMarkings: fileMarkings.map(({ internalId }) => internalId),
        excludedMarkings,
      });
    works.push(await askFor(connector, work, ask, surroundings));
  }

  return works;
}

function exportersOf(
  { format, connectorId }: ExportOptions,
  { connectors }: AskSurroundings,
): readonly ConnectorRecord[] {
  const query = { type: 'INTERNAL_EXPORT_FILE', scope: format, emptyTakesAll: true };
  const found = findConnectors(connectors, query);

  return connectorId === undefined ? found : found.filter(({ id }) => id === connectorId);
}

/** Internal ids of the markings that are stricter than the given ones of their kind. */
function markingsAbove(limits: readonly string[], knowledge: Knowledge): readonly string[] {
  const allowed = limits.flatMap(id => knowledge.find(id)?.object ?? []);

  return [...knowledge.ofTypeWithUnlisted('marking-definition')]
    .filter(({ object }) =>
      allowed.some(
        limit =>
          limit.x_opencti_definition_type === object.x_opencti_definition_type &&
          Number(object.x_opencti_order) > Number(limit.x_opencti_order),
      ),
    )
    .map(({ internalId }) => internalId);
}
