const SHOWN = 80;

/** What is looked at, so that a secret that begins within the excerpt is seen as a whole. */
const LOOKED_AT = 1_000;

const NAMED_SECRET = /("[^"]*(?:token|pass|secret|key|auth|credential)[^"]*"\s*:\s*)"[^"]*"?/gi;
const URL_CREDENTIALS = /\/\/[^/\s"@]*@/g;
/** A token, a key or a hash, but also an id; the words of a message are shorter. */
const OPAQUE_RUN = /[\w+/=.~-]{20,}/g;

/**
 * The first 80 characters of a message that can't be read, for the log: without control characters,
 * and without what may be a secret.
 */
export function excerpt(content: Buffer): string {
  const text = content
    .subarray(0, LOOKED_AT)
    .toString('utf8')
    .replace(NAMED_SECRET, '$1"[secret]"')
    .replace(URL_CREDENTIALS, '//[secret]@')
    .replace(OPAQUE_RUN, '[…]')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·');

  return [...text].slice(0, SHOWN).join('');
}
