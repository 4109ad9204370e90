import type { Secret } from '../../config/index.js';
import type { HttpAuth } from './http-auth.js';

/** Where a source expects its key. */
export type ApiKeyPlace =
  | {
      /** Name of the header. */
      readonly header: string;
      /** What stands before the key, such as `Token `. Default: nothing. */
      readonly prefix?: string;
    }
  | {
      /** Name of the parameter in the URL. */
      readonly query: string;
    };

/**
 * Sends a key with each request. In a header it is safer than in the URL, which other programs on
 * the way may log.
 *
 * ```ts
 * const nvd = http.with({
 *   baseUrl: 'https://services.nvd.nist.gov/rest/json',
 *   auth: apiKey(this.config.apiKey, { header: 'apiKey' }),
 * });
 * ```
 *
 * @param place default: the header `x-api-key`
 */
export function apiKey(key: Secret, place: ApiKeyPlace = { header: 'x-api-key' }): HttpAuth {
  if ('query' in place) {
    return { credentials: () => ({ query: { [place.query]: key.reveal() } }) };
  }
  const { header, prefix = '' } = place;

  return {
    credentials: () => ({ headers: { [header.toLowerCase()]: `${prefix}${key.reveal()}` } }),
  };
}
