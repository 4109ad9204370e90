import type { Secret } from '../../config/index.js';
import type { HttpAuth } from './http-auth.js';

/**
 * Sends a name and a password with each request.
 *
 * ```ts
 * const taxii = http.with({ auth: basic(this.config.username, this.config.password) });
 * ```
 *
 * @see RFC 7617
 */
export function basic(username: string, password: Secret): HttpAuth {
  return {
    credentials: () => {
      const pair = Buffer.from(`${username}:${password.reveal()}`).toString('base64');
      return { headers: { authorization: `Basic ${pair}` } };
    },
  };
}
