import type { Secret } from '../../config/index.js';
import type { HttpAuth } from './http-auth.js';

/**
 * Sends a token with each request.
 *
 * ```ts
 * const alpha = http.with({ baseUrl: this.config.baseUrl, auth: bearer(this.config.token) });
 * ```
 *
 * @see RFC 6750
 */
export function bearer(token: Secret): HttpAuth {
  return { credentials: () => ({ headers: { authorization: `Bearer ${token.reveal()}` } }) };
}
