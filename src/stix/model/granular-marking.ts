/**
 * A marking, or a language, of a part of an object.
 *
 * @see STIX 2.1 section 7.2.3
 */
export interface GranularMarking {
  /** Id of the marking definition. */
  readonly marking_ref?: string;
  /** RFC 5646 code of the language of the part. */
  readonly lang?: string;
  /** Paths of the marked properties, such as `description` or `labels.[0]`. */
  readonly selectors: readonly string[];
}
