import { mimeTypeOf } from '../../../connectors/index.js';
import type { MessageReader } from './message-reader.js';

/** A file in OpenCTI, as a message names it. */
export interface StoredFileMessage {
  /** Key in OpenCTI's storage. */
  readonly id: string;
  /** The last part of the key. */
  readonly name: string;
  /** Without parameters; `application/octet-stream` when OpenCTI does not say. */
  readonly mime: string;
  /** Path to fetch it from. */
  readonly fetch: string;
}

/** @throws RequestError `REQUEST_MALFORMED` */
export function readStoredFile(event: MessageReader): StoredFileMessage {
  const id = event.text('file_id');

  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1) || id,
    mime: mimeTypeOf(event.textIfAny('file_mime')) ?? 'application/octet-stream',
    fetch: event.textIfAny('file_fetch') ?? `/storage/get/${id}`,
  };
}
