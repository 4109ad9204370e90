import type { StixObject } from '../../stix/index.js';
import type { ReadableFile } from '../requests/readable-file.js';
import type { ListeningRequest } from '../requests/listening-request.js';

/** A file to import: what it is, and ways to read it. */
export interface ImportedFile extends ReadableFile, ListeningRequest {
  /** Marking definitions of the file. Every object that carries no marking gets them. */
  readonly markings: readonly StixObject[];
  /** Internal ids of those markings, as OpenCTI names them. */
  readonly fileMarkings: readonly string[];
  /** The entity that the file belongs to; undefined for a file of its own. */
  readonly contextEntity?: StixObject;
  /** Internal id of that entity. */
  readonly entityId?: string;
}
