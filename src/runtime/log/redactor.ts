/** Replaces known secrets wherever they turn up in a text. */
export type Redactor = (text: string) => string;

/** A shorter secret would hide half of the language with it. */
const SHORTEST = 6;

/**
 * The last line of defence: `Secret` never prints itself, but a library's error message may quote
 * what it was given.
 *
 * @param secrets in plain text; the short ones are left alone.
 */
export function redactor(secrets: Iterable<string>): Redactor {
  const known = [...new Set(secrets)]
    .filter(secret => secret.length >= SHORTEST)
    .flatMap(secret => [secret, encodeURIComponent(secret)])
    // The longest first, so that a secret that contains another goes as a whole.
    .sort((a, b) => b.length - a.length);
  if (known.length === 0) return text => text;

  const any = new RegExp(known.map(escaped).join('|'), 'g');

  return text => text.replace(any, '[secret]');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
