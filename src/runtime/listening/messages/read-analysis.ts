import type { RequestEnvelope } from './read-envelope.js';
import { readStoredFile, type StoredFileMessage } from './read-stored-file.js';

/** What a request to analyse a text says. */
export interface AnalysisMessage {
  /** STIX id of the entity. */
  readonly entityId: string;
  readonly entityType: string;
  readonly contentType: 'fields' | 'file';
  readonly contentSource: string;
  readonly analysisName: string;
  /** Names of the fields; none for a file. */
  readonly fields: readonly string[];
  /** Undefined for fields. */
  readonly file: StoredFileMessage | undefined;
}

/**
 * Reads a request to analyse a text.
 *
 * @throws RequestError `REQUEST_MALFORMED`
 */
export function readAnalysis({ event }: RequestEnvelope): AnalysisMessage {
  const contentType = event.oneOf('content_type', ['fields', 'file']);
  if (contentType === undefined) throw event.wrong('content_type', "'fields' or 'file'");
  const fields = event.textIfAny('content_fields') ?? '';

  return {
    entityId: event.text('entity_id'),
    entityType: event.text('entity_type'),
    contentType,
    contentSource: event.text('content_source'),
    analysisName: event.text('analysis_name'),
    fields: contentType === 'fields' ? fields.split(/\s+/).filter(name => name !== '') : [],
    file: contentType === 'file' ? readStoredFile(event) : undefined,
  };
}
