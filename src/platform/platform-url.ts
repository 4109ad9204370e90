import { PlatformError } from '../errors/index.js';

/**
 * The base URL of OpenCTI: a base path is kept, slashes at the end are not, and neither is the
 * `/graphql` of those who pasted the address of the API.
 *
 * @throws PlatformError `PLATFORM_URL`
 */
export function platformUrl(text: string): string {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) throw unusable('it is not a URL');
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw unusable(`${url.protocol} is neither http: nor https:`);
  }
  if (url.username || url.password) throw unusable('it holds a user name or a password');
  const path = url.pathname.replace(/\/+$/, '').replace(/\/graphql$/, '');

  return url.origin + path.replace(/\/+$/, '');
}

function unusable(reason: string): PlatformError {
  return new PlatformError('PLATFORM_URL', { reason });
}
