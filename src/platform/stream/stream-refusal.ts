import { PlatformError } from '../../errors/index.js';
import { retryAfterMs } from '../../http/index.js';
import { isRaw } from './stream-request.js';

/** An answer that is no stream. */
export interface StreamAnswer {
  readonly url: string;
  readonly streamId: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * What an answer means that is no stream; undefined for one that is.
 *
 * @param now for a `Retry-After` that names a date
 * @see OpenCTI `graphql/sseMiddleware.js`: the reason is in the status, the body is empty
 */
export function streamRefusal(
  { url, streamId, status, headers }: StreamAnswer,
  now: Date,
): PlatformError | undefined {
  const stream = isRaw(streamId) ? 'raw' : (streamId ?? '');
  const contentType = text(headers['content-type']);
  if (status === 200 && /^text\/event-stream\b/i.test(contentType)) return undefined;
  switch (status) {
    case 401: {
      const needsBypass = stream === 'raw' || stream === 'live';
      return new PlatformError('PLATFORM_STREAM_REFUSED', { url, stream, needsBypass });
    }
    case 403:
      return new PlatformError('PLATFORM_STREAM_FORBIDDEN', { url, stream });
    case 404:
      return new PlatformError('PLATFORM_STREAM_MISSING', { url, stream });
    case 410:
      return new PlatformError('PLATFORM_STREAM_STOPPED', { url, stream });
  }
  if (status !== 429 && status < 500) {
    const shown = contentType.slice(0, 80) || 'no content type';
    return new PlatformError('PLATFORM_NOT_OPENCTI', { url, status, contentType: shown });
  }

  return new PlatformError('PLATFORM_UNAVAILABLE', {
    url,
    operation: `the live stream ${stream}`,
    status,
    reason: status === 429 ? 'too many requests (429)' : `it answered ${status}`,
    afterMs: retryAfterMs(text(headers['retry-after']), now),
  });
}

function text(header: string | string[] | undefined): string {
  return Array.isArray(header) ? (header[0] ?? '') : (header ?? '');
}
