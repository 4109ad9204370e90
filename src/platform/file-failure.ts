import { PlatformError } from '../errors/index.js';
import { retryAfterMs } from '../http/index.js';
import type { Addressee } from './refusal.js';

/** The head of an answer to a request for a file. */
export interface FileAnswerHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Beginning of what an answer without a file says. */
  readonly explanation: string;
}

/** What may be said about the file that was asked for. */
export interface AskedFile {
  readonly file: string;
  /** Bytes that were there already. */
  readonly from: number;
  readonly isApplicant: boolean;
}

/** OpenCTI answers this in the place of 404 and 403. */
const MISSING = /not found|restricted/i;

/**
 * Judges an answer by its head: whether what follows is the file.
 *
 * @param now for a `Retry-After` that names a date
 * @returns undefined when it is
 * @see OpenCTI `opencti-graphql/src/http/httpPlatform.js`: 403 without a user, 503 for all else
 */
export function fileFailure(
  { status, headers, explanation }: FileAnswerHead,
  { file, from, isApplicant }: AskedFile,
  { url, characters }: Addressee,
  now: Date,
): PlatformError | undefined {
  const operation = `the download of "${file}"`;
  if (status === 401 || status === 403) {
    return new PlatformError('PLATFORM_TOKEN_REFUSED', { url, characters, isApplicant });
  }
  if (status === 404 || (status === 503 && MISSING.test(explanation))) {
    return new PlatformError('PLATFORM_FILE_MISSING', { url, file });
  }
  if (status === 416) {
    const reason = 'it changed while it was read';
    return new PlatformError('PLATFORM_FILE_CUT', { url, file, bytes: from, reason });
  }
  if (status === 429 || status >= 500) {
    const reason = status === 429 ? 'too many requests (429)' : `it answered ${status}`;
    const afterMs = retryAfterMs(headers['retry-after'], now);
    return new PlatformError('PLATFORM_UNAVAILABLE', { url, operation, status, reason, afterMs });
  }
  const contentType = (headers['content-type'] ?? 'no content type').slice(0, 80);
  // OpenCTI answers a path that it does not know with its own pages.
  const isPage = /^text\/html/i.test(contentType) && !headers['content-disposition'];
  if ((status !== 200 && status !== 206) || isPage) {
    return new PlatformError('PLATFORM_NOT_OPENCTI', { url, status, contentType });
  }
  if ((headers['content-encoding'] ?? 'identity') === 'identity') return undefined;
  const expected = 'the file as it is stored';

  return new PlatformError('PLATFORM_ANSWER', { operation, path: '', expected, got: 'packed' });
}
