import { PlatformError, type ConnectorError } from '../errors/index.js';
import type { MultipartUpload } from './multipart-upload.js';
import type { PlatformCall } from './platform-call.js';

/**
 * The platform's error for a request that got no complete answer.
 *
 * @param error what the connection failed with
 */
export function unreachable(
  error: ConnectorError,
  { operation, maxBytes, upload }: Pick<PlatformCall, 'operation' | 'maxBytes' | 'upload'>,
  url: string,
): PlatformError {
  const options = { cause: error };
  const { reason: told, phase, isSent } = error.details;
  const reason = typeof told === 'string' ? told : error.message;
  switch (error.code) {
    case 'HTTP_CERTIFICATE':
      return new PlatformError('PLATFORM_CERTIFICATE', { url, reason }, options);
    case 'HTTP_TOO_LARGE': {
      const expected = `at most ${maxBytes} bytes`;
      const facts = { operation, path: '', expected, got: 'larger' };
      return new PlatformError('PLATFORM_ANSWER', facts, options);
    }
    case 'HTTP_TIMEOUT': {
      if (phase !== 'connect') break;
      const facts = { url, reason: 'no connection in time', isSent: false };
      return new PlatformError('PLATFORM_UNREACHABLE', facts, options);
    }
  }
  if (upload && isSent !== false) return uploadCut(upload, operation, url, reason, error);

  return new PlatformError(
    'PLATFORM_UNREACHABLE',
    { url, reason, isSent: isSent !== false },
    options,
  );
}

/**
 * The error for a file that may have arrived in part.
 *
 * @param cause what ended it, if anything did
 */
export function uploadCut(
  { name: file, bytes }: MultipartUpload,
  operation: string,
  url: string,
  reason: string,
  cause?: unknown,
): PlatformError {
  return new PlatformError(
    'PLATFORM_UPLOAD_CUT',
    { url, operation, file, bytes, reason },
    { cause },
  );
}
