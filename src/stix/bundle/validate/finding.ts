/** What kinds of mistakes the validator finds. `docs/reference/validator.md` explains each. */
export const FINDING_CODES = [
  'STIX_BUNDLE',
  'STIX_OBJECT',
  'STIX_NOT_JSON',
  'STIX_ID',
  'STIX_DUPLICATE',
  'STIX_REQUIRED',
  'STIX_TYPE',
  'STIX_REF',
  'STIX_CONFLICT',
  'STIX_PROPERTY_UNKNOWN',
  'REF_UNKNOWN_TYPE',
  'REF_MISSING',
  'OCTI_TYPE_REFUSED',
  'OCTI_RELATION_REFUSED',
  'OCTI_REFERENCE_DROPPED',
  'AND_MORE',
] as const;

/** One of {@link FINDING_CODES}. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing that is wrong with a bundle. */
export interface Finding {
  /** Where, such as `objects[3].external_references[0].url`; empty for the bundle itself. */
  readonly path: string;
  readonly code: FindingCode;
  /** What is wrong, as a sentence. */
  readonly message: string;
}
