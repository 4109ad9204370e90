import type { ConnectorRecord } from '../connectors/connector-record.js';
import { findConnectors } from '../connectors/find-connectors.js';
import type { StoredFile } from '../files/stored-file.js';
import { PlatformRefusal } from '../platform-refusal.js';
import type { WorkRecord } from '../works/work-record.js';
import { importMessage, type ValidationMode } from './import-message.js';
import { askFor, type AskSurroundings } from './send-ask.js';

/** How an import is wanted. */
export interface ImportOptions {
  readonly userId: string;
  /** The connector to ask; undefined: all that take the file. */
  readonly connectorId?: string;
  readonly configuration?: string | null;
  /** Default `workbench`. @see `app:validation_mode` */
  readonly validationMode?: ValidationMode;
  readonly bypassValidation?: boolean;
  readonly forceValidation?: boolean;
  /** Internal id of the entity the file is about, in place of the one it belongs to. */
  readonly entityId?: string;
  readonly draftId?: string | null;
  /** Ask only those that registered to be started by themselves. */
  readonly onlyAuto?: boolean;
}

/** Where files lie that wait to be looked at; nothing is started on them. */
const PENDING = 'import/pending/';

/**
 * Asks connectors to import a file, each with a work of its own.
 *
 * @throws PlatformRefusal `FUNCTIONAL_ERROR` for a connector that is not there
 * @see OpenCTI `domain/connector.ts` and `database/file-storage.ts`, `uploadJobImport`
 */
export async function askImport(
  file: StoredFile,
  options: ImportOptions,
  surroundings: AskSurroundings,
): Promise<readonly WorkRecord[]> {
  const entityId = options.entityId ?? file.entityId ?? undefined;
  const works: WorkRecord[] = [];

  for (const connector of importersOf(file, entityId, options, surroundings)) {
    const work = {
      name: `Import of ${file.name}`,
      about: file.id,
      userId: options.userId,
      draftId: options.draftId,
    };
    const messageOf = (workId: string): ReturnType<typeof importMessage> =>
      importMessage({
        workId,
        applicantId: options.userId,
        draftId: options.draftId ?? null,
        file,
        entityId,
        validationMode: options.validationMode ?? 'workbench',
        bypassValidation: options.bypassValidation ?? false,
        forceValidation: options.forceValidation ?? false,
        configuration: options.configuration ?? null,
      });
    works.push(await askFor(connector, work, messageOf, surroundings));
  }

  return works;
}

/** Starts the connectors that want a file as soon as it is there. */
export async function importAutomatically(
  file: StoredFile,
  options: Pick<ImportOptions, 'userId' | 'draftId'>,
  surroundings: AskSurroundings,
): Promise<void> {
  if (file.id.startsWith(PENDING)) return;
  await askImport(file, { ...options, onlyAuto: true }, surroundings);
}

function importersOf(
  { mimeType }: StoredFile,
  entityId: string | undefined,
  { connectorId, onlyAuto }: ImportOptions,
  { connectors }: AskSurroundings,
): readonly ConnectorRecord[] {
  if (connectorId !== undefined) {
    const connector = connectors.get(connectorId);
    if (connector) return [connector];
    throw new PlatformRefusal('FUNCTIONAL_ERROR', 'No connector found with the specified ID', {
      id: connectorId,
    });
  }
  const query = { type: 'INTERNAL_IMPORT_FILE', scope: mimeType, emptyTakesAll: true };

  return findConnectors(connectors, query).filter(
    ({ auto, onlyContextual }) =>
      (!onlyAuto || auto === true) && (entityId !== undefined || onlyContextual !== true),
  );
}
