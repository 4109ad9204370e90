import { HttpError } from '../errors/index.js';

/**
 * The address that a request goes to. What is absolute stays as it is; anything else is put behind
 * the path of the base: `/iocs` or `iocs` at `https://a.example/v1` is `https://a.example/v1/iocs`.
 *
 * @throws HttpError `HTTP_URL` for what is no address, or leads out of the base
 */
export function resolveUrl(url: string | URL, base: URL | undefined): URL {
  const text = String(url);
  // The parser's own error holds the whole text, credentials included.
  if (URL.canParse(text)) return new URL(text);
  if (base === undefined) throw new HttpError('HTTP_URL', { reason: 'it is not absolute' });

  const root = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  const isBelow = text !== '' && !/^[?#]/.test(text);
  const path = isBelow ? `${root}${text.replace(/^\//, '')}` : `${base.pathname}${text}`;
  if (!URL.canParse(path, base.href)) throw new HttpError('HTTP_URL', { reason: 'it is no URL' });
  const resolved = new URL(path, base);
  // An id with dots and slashes in it would lead elsewhere, with our credentials.
  if (resolved.origin !== base.origin || (isBelow && !resolved.pathname.startsWith(root))) {
    throw new HttpError('HTTP_URL', { reason: 'it leads out of the baseUrl' });
  }
  resolved.username = base.username;
  resolved.password = base.password;

  return resolved;
}

/**
 * Reads the address that relative ones are put behind.
 *
 * @throws HttpError `HTTP_OPTION`
 */
export function readBaseUrl(url: string | URL): URL {
  const isUsable = URL.canParse(String(url)) && /^https?:/i.test(String(url));
  if (!isUsable) {
    throw new HttpError('HTTP_OPTION', {
      option: 'baseUrl',
      reason: 'it is not an absolute http: or https: URL',
    });
  }

  return new URL(url);
}
