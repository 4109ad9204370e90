import type { RequestEnvelope } from './read-envelope.js';
import { readStoredFile, type StoredFileMessage } from './read-stored-file.js';

/** What a request to import a file says. */
export interface ImportMessage {
  readonly file: StoredFileMessage;
  /** Internal ids of the file's markings. */
  readonly fileMarkings: readonly string[];
  /** Internal id of the entity that the file belongs to; null for none. */
  readonly entityId: string | null;
}

/**
 * Reads a request to import a file.
 *
 * @throws RequestError `REQUEST_MALFORMED`
 */
export function readImport({ event }: RequestEnvelope): ImportMessage {
  return {
    file: readStoredFile(event),
    fileMarkings: event.texts('file_markings'),
    entityId: event.textIfAny('entity_id'),
  };
}
