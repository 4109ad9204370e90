import { PlatformError } from '../errors/index.js';

/** Where OpenCTI hands out the files that it stores, below its base URL. */
const DOWNLOADS = '/storage/get/';

/**
 * The path of a stored file below the base URL of OpenCTI, each part of it encoded. It never leads
 * out of the file storage, whatever a message says.
 *
 * @param file id of the file, such as `import/global/a b.csv`, or `/storage/get/` and that
 * @throws PlatformError `PLATFORM_FILE_NAME`
 * @see OpenCTI `opencti-graphql/src/http/httpPlatform.js`: the id is the key in its storage
 */
export function storedPath(file: unknown): string {
  if (typeof file !== 'string') throw unusable('it is no text');
  const key = file.startsWith(DOWNLOADS) ? file.slice(DOWNLOADS.length) : file;
  if (/\p{Cc}/u.test(key)) throw unusable('it holds control characters');
  if (key.length > 4_096) throw unusable('it is longer than 4,096 characters');
  const parts = key.split('/');
  if (parts.some(part => /^\.{0,2}$/.test(part))) throw unusable('a part of it is empty or dots');

  return DOWNLOADS + parts.map(encoded).join('/');
}

function encoded(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    throw unusable('it is no valid text');
  }
}

function unusable(reason: string): PlatformError {
  return new PlatformError('PLATFORM_FILE_NAME', { reason });
}
