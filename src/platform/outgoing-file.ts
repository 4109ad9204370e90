import { PlatformError } from '../errors/index.js';

/** What a file holds: at once, or piece by piece. Texts are sent as UTF-8. */
export type FileContent =
  string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A file to be stored in OpenCTI. */
export interface OutgoingFile {
  /**
   * Name to store it under. What no file name may hold (slashes, quotes, control characters) is
   * sent as `_`, and at most 255 characters are sent.
   */
  readonly name: string;
  readonly content: FileContent;
  /** Default `application/octet-stream`. OpenCTI itself goes by the name. */
  readonly mimeType?: string;
}

const MAX_NAME = 255;
const MAX_EXTENSION = 20;
const DEFAULT_MIME_TYPE = 'application/octet-stream';
const MIME_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(; *[\w.+-]{1,50}=[\w.+-]{1,50}){0,3}$/;

/**
 * The name that a file is sent under: one that stays in its folder and ends no header.
 *
 * @throws PlatformError `PLATFORM_FILE_NAME` for what is no text
 */
export function sentName(name: unknown): string {
  if (typeof name !== 'string')
    throw new PlatformError('PLATFORM_FILE_NAME', { reason: 'no text' });
  const plain = name.replace(/["/\\\p{Cc}]/gu, '_').trim();
  if (/^\.*$/.test(plain)) return 'file';
  if (plain.length <= MAX_NAME) return plain;
  const extension = /\.[^.]*$/.exec(plain)?.[0].slice(0, MAX_EXTENSION) ?? '';

  return plain.slice(0, MAX_NAME - extension.length) + extension;
}

/** The MIME type that a file is sent with. */
export function sentMimeType(mimeType: unknown): string {
  return typeof mimeType === 'string' && MIME_TYPE.test(mimeType) ? mimeType : DEFAULT_MIME_TYPE;
}
