/**
 * A URL as it may be shown: without credentials, query and fragment, which is where secrets hide.
 *
 * @returns `(invalid URL)` for what is not a URL
 */
export function bareUrl(url: URL | string): string {
  if (typeof url === 'string' && !URL.canParse(url)) return '(invalid URL)';
  const bare = new URL(url);
  // Without a host there is no telling which part of the text is a secret.
  if (!bare.host && bare.protocol !== 'file:') return '(invalid URL)';
  bare.username = '';
  bare.password = '';
  bare.search = '';
  bare.hash = '';

  return bare.href;
}
