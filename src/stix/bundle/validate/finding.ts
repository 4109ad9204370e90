/** What kind of mistake a {@link Finding} is. `docs/reference/validator.md` explains each. */
export type FindingCode =
  | 'STIX_BUNDLE'
  | 'STIX_OBJECT'
  | 'STIX_NOT_JSON'
  | 'STIX_ID'
  | 'STIX_DUPLICATE'
  | 'STIX_REQUIRED'
  | 'STIX_TYPE'
  | 'STIX_REF'
  | 'STIX_CONFLICT'
  | 'STIX_PROPERTY_UNKNOWN'
  | 'REF_UNKNOWN_TYPE'
  | 'REF_MISSING'
  | 'OCTI_TYPE_REFUSED'
  | 'OCTI_RELATION_REFUSED'
  | 'OCTI_REFERENCE_DROPPED'
  | 'AND_MORE';

/** One thing that is wrong with a bundle. */
export interface Finding {
  /** Where, such as `objects[3].external_references[0].url`; empty for the bundle itself. */
  readonly path: string;
  readonly code: FindingCode;
  /** What is wrong, as a sentence. */
  readonly message: string;
}
