const SPELLINGS: ReadonlyMap<string, string> = new Map(
  ['MD5', 'SHA-1', 'SHA-256', 'SHA-512', 'SHA3-256', 'SHA3-512', 'SSDEEP', 'TLSH'].map(name => [
    name.replaceAll('-', ''),
    name,
  ]),
);

/** STIX's spelling of a hash algorithm (`sha256` is `SHA-256`); an unknown one stays as it is. */
export function hashAlgorithm(name: string): string {
  return SPELLINGS.get(name.replaceAll('-', '').toUpperCase()) ?? name;
}
