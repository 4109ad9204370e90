/** Names of headers that speak for somebody: they never go to another host. */
export const SPEAKS_FOR_SOMEBODY = /auth|cookie|token|secret|key|session|signature/i;

/** Names of parameters and members whose values are secrets. `keyword` and the like are not. */
const SECRET_NAME =
  /^(?:x[-_]?)?(?:(?:api|app|auth|access|client|session|security|subscription|user)?[-_.]?(?:key|token|secret|passw(?:or)?d|pwd|credentials?|sig|signature)|(?:access|refresh|id|auth|amz[-_]security)[-_]?token|amz[-_](?:signature|credential)|api[-_]?key[-_]?id|passphrase|session[-_]?id|authorization)$/i;

/** Whether what goes under a name is a secret: `apikey`, `access_token`, `X-Amz-Signature`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Shorter texts are not looked for: they would be found everywhere. */
export const SHORTEST_SECRET = 6;

/** Every text in a request that may be a secret. */
export function secretsOf(url: URL, headers: Readonly<Record<string, string>>): readonly string[] {
  const found = new Set<string>();
  for (const [name, value] of url.searchParams) if (isSecretName(name)) found.add(value);
  for (const [name, value] of Object.entries(headers)) {
    if (!SPEAKS_FOR_SOMEBODY.test(name)) continue;
    for (const text of [value, ...value.split(/[\s,;:=]+/)]) found.add(text);
    for (const text of basicPair(value)) found.add(text);
  }

  return [...found]
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
}

/** The same text with every one of the secrets replaced. */
export function withoutSecrets(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, '[secret]');

  return clean;
}

function basicPair(value: string): string[] {
  const encoded = /^Basic\s+(\S+)$/i.exec(value)?.[1];
  if (encoded === undefined) return [];

  return Buffer.from(encoded, 'base64').toString().split(':');
}
