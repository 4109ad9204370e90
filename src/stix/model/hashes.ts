/**
 * Digests of the same content by algorithm, as hexadecimal text. OpenCTI identifies a file by the
 * first of MD5, SHA-1, SHA-256 and SHA-512 that is there.
 *
 * @see STIX 2.1 section 2.7, `hash-algorithm-ov`
 */
export interface Hashes {
  readonly MD5?: string;
  readonly 'SHA-1'?: string;
  readonly 'SHA-256'?: string;
  readonly 'SHA-512'?: string;
  readonly 'SHA3-256'?: string;
  readonly 'SHA3-512'?: string;
  readonly SSDEEP?: string;
  readonly TLSH?: string;
  /** Any other algorithm, under its own name. */
  readonly [algorithm: string]: string | undefined;
}
