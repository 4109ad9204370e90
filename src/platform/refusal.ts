import { PlatformError } from '../errors/index.js';
import type { GraphqlFault } from './graphql-faults.js';
import type { PlatformCall } from './platform-call.js';

/** Where a request went. */
export interface Addressee {
  /** Base URL of OpenCTI. */
  readonly url: string;
  /** Length of the token. */
  readonly characters: number;
}

/** Errors of OpenCTI's own stores: the same request may succeed later. */
const PASSING: ReadonlySet<string> = new Set(['LOCK_ERROR', 'DATABASE_ERROR']);

/**
 * The error that the `errors` of a GraphQL answer stand for. With several, the one that explains
 * the others is named: who we are, then what we may, then the first.
 *
 * @param faults at least one
 */
export function refusal(
  faults: readonly GraphqlFault[],
  { operation, isApplicant, variables, workId }: PlatformCall,
  { url, characters }: Addressee,
): PlatformError {
  const by = (...codes: string[]): GraphqlFault | undefined =>
    faults.find(fault => codes.includes(fault.code));
  if (by('AUTH_REQUIRED', 'AUTH_FAILURE')) {
    return new PlatformError('PLATFORM_TOKEN_REFUSED', { url, characters, isApplicant });
  }
  const forbidden = by('FORBIDDEN_ACCESS');
  if (forbidden) {
    const { capability } = forbidden;
    return new PlatformError('PLATFORM_FORBIDDEN', { url, operation, capability });
  }
  if (faults.some(isDeadWork)) {
    const work = workId ?? workIn(variables);
    return new PlatformError('PLATFORM_WORK_NOT_ALIVE', { operation, work });
  }
  const passing = faults.find(fault => PASSING.has(fault.code));
  if (passing) {
    const { code: platformCode, message } = passing;
    const reason = `${message} (${platformCode})`;
    return new PlatformError('PLATFORM_UNAVAILABLE', {
      url,
      operation,
      reason,
      status: 200,
      platformCode,
    });
  }
  const { code: platformCode, message: reason } = faults[0] ?? {
    code: 'UNKNOWN_ERROR',
    message: '',
  };

  return new PlatformError('PLATFORM_REFUSED', { url, operation, platformCode, reason, faults });
}

function workIn({ id }: PlatformCall['variables']): string | undefined {
  return typeof id === 'string' && id.startsWith('work_') ? id : undefined;
}

function isDeadWork({ code, message }: GraphqlFault): boolean {
  return code === 'WORK_NOT_ALIVE' || message.includes('WORK_NOT_ALIVE');
}
