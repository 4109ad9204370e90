import type { IncomingHttpHeaders } from 'node:http';
import type { Faults } from '../controls/faults.js';
import type { User } from '../users/user.js';
import type { Users } from '../users/users.js';

/** What tells who asks. */
export interface UserSurroundings {
  readonly state: { readonly users: Users };
  readonly faults: Faults;
}

/**
 * Who asks: the user of the token, or the one on whose behalf a user who may do so asks. Undefined for
 * a missing, wrong or refused token and for an applicant that is not there; they all look the same
 * from outside.
 *
 * @see OpenCTI `domain/user.js`, `authenticateUserFromRequest`
 */
export function userOf(
  headers: IncomingHttpHeaders,
  { state: { users }, faults }: UserSurroundings,
): User | undefined {
  const { authorization, 'opencti-applicant-id': applicant } = headers;
  if (faults.isTokenRefused || !authorization?.startsWith('Bearer ')) return undefined;
  const user = users.byToken(authorization.slice('Bearer '.length));
  // Of a user who may not act as others, the applicant is not looked at.
  if (!user?.hasBypass || !applicant) return user;

  return users.get(String(applicant));
}
