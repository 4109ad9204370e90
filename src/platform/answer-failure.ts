import { PlatformError } from '../errors/index.js';
import { retryAfterMs, type Answer } from '../http/index.js';
import type { PlatformCall } from './platform-call.js';
import type { Addressee } from './refusal.js';

/**
 * Judges an answer by its status and by what it looks like, before anybody reads it as GraphQL.
 *
 * OpenCTI answers 200 to nearly everything, errors included; another status comes from what stands
 * before its GraphQL layer, or from a proxy. A GraphQL answer passes whatever its status.
 *
 * @param now for a `Retry-After` that names a date
 * @returns undefined for what can be read as GraphQL
 * @see OpenCTI `opencti-graphql/src/graphql/httpResponsePlugin.js`
 */
export function answerFailure(
  answer: Answer,
  { operation, isApplicant }: PlatformCall,
  { url, characters }: Addressee,
  now: Date,
): PlatformError | undefined {
  const { status } = answer;
  const isOk = status >= 200 && status < 300;
  if (isOk ? isJsonObject(answer.body) : hasGraphqlErrors(answer.body)) return undefined;
  if (status === 401) {
    return new PlatformError('PLATFORM_TOKEN_REFUSED', { url, characters, isApplicant });
  }
  if (status === 413) {
    const reason = 'the request is larger than OpenCTI or a proxy before it accepts';
    return new PlatformError('PLATFORM_REFUSED', {
      url,
      operation,
      platformCode: '413',
      reason,
      faults: [],
    });
  }
  if (status === 429 || status >= 500) {
    return new PlatformError('PLATFORM_UNAVAILABLE', {
      url,
      operation,
      status,
      reason: status === 429 ? 'too many requests (429)' : `it answered ${status}`,
      afterMs: retryAfterMs(answer.headers['retry-after'], now),
    });
  }
  const contentType = (answer.headers['content-type'] ?? 'no content type').slice(0, 80);

  return new PlatformError('PLATFORM_NOT_OPENCTI', { url, status, contentType });
}

function isJsonObject(body: Buffer): boolean {
  return /^\s*\{/.test(body.toString('latin1', 0, 64));
}

function hasGraphqlErrors(body: Buffer): boolean {
  if (!isJsonObject(body)) return false;
  try {
    const { errors } = JSON.parse(body.toString('utf8')) as { errors?: unknown };
    return Array.isArray(errors) && errors.length > 0;
  } catch {
    return false;
  }
}
