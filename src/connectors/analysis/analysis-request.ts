import type { StixObject } from '../../stix/index.js';
import type { ListeningRequest } from '../requests/listening-request.js';
import type { ReadableFile } from '../requests/readable-file.js';

/** A text to analyse: fields of an entity, or a file of it. Frozen. */
export interface AnalysisRequest extends ListeningRequest {
  /** The entity, as OpenCTI has it. */
  readonly entity: StixObject;
  /** STIX id of the entity. */
  readonly entityId: string;
  /** What the entity is to OpenCTI, such as `Report`. */
  readonly entityType: string;
  /** Whether the text is in fields of the entity or in a file. */
  readonly contentType: 'fields' | 'file';
  /** What OpenCTI calls the source: `content_mapping` for fields, the file's id for a file. */
  readonly contentSource: string;
  /** Name under which the result is stored. */
  readonly analysisName: string;
  /** Names of the fields, such as `description`; none for a file. */
  readonly fields: readonly string[];
  /** The file; undefined for fields. */
  readonly file?: ReadableFile;

  /**
   * The text to analyse: the fields that are filled, one below the other, or the whole text of the
   * file, up to 50 MB.
   *
   * @throws RequestError `REQUEST_FILE_TOO_LARGE`
   * @throws PlatformError when OpenCTI does not give the file
   */
  text(this: void): Promise<string>;
}
