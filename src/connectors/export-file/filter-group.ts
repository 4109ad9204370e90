/** One condition of a {@link FilterGroup}. */
export interface Filter {
  /** Field to look at, such as `entity_type` or `objectMarking`; several mean any of them. */
  readonly key: string | readonly string[];
  readonly values: readonly unknown[];
  /** Such as `eq` (OpenCTI's default), `not_eq`, `gt`, `nil`. */
  readonly operator?: string;
  /** Whether all values or one of them have to match. OpenCTI's default is `or`. */
  readonly mode?: 'and' | 'or';
}

/**
 * Conditions on entities, as OpenCTI takes them in `filters` and sends them.
 *
 * @see https://docs.opencti.io/latest/reference/filters/
 */
export interface FilterGroup {
  readonly mode: 'and' | 'or';
  readonly filters: readonly Filter[];
  readonly filterGroups: readonly FilterGroup[];
}
