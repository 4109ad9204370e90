/**
 * What a connector is to OpenCTI, as its API spells it.
 *
 * @see OpenCTI's GraphQL enum `ConnectorType`.
 */
export type ConnectorKind =
  | 'EXTERNAL_IMPORT'
  | 'INTERNAL_ENRICHMENT'
  | 'INTERNAL_IMPORT_FILE'
  | 'INTERNAL_EXPORT_FILE'
  | 'INTERNAL_ANALYSIS'
  | 'STREAM';
