import { PlatformError, type ConnectorError } from '../errors/index.js';
import type { PlatformCall } from './platform-call.js';

/**
 * The platform's error for a request that got no complete answer.
 *
 * @param error what the connection failed with
 */
export function unreachable(error: ConnectorError, call: PlatformCall, url: string): PlatformError {
  const { operation, maxBytes } = call;
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
  return new PlatformError(
    'PLATFORM_UNREACHABLE',
    { url, reason, isSent: isSent !== false },
    options,
  );
}
