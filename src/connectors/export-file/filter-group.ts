/** One condition of a {@link FilterGroup}. */
export interface Filter {
  /** What is compared, such as `objectMarking`. */
  readonly key: string | readonly string[];
  readonly values: readonly unknown[];
  /** Such as `eq` or `not_eq`; OpenCTI's default is `eq`. */
  readonly operator?: string;
  /** Whether all values or one of them have to match. */
  readonly mode?: 'and' | 'or';
}

/**
 * Conditions on entities, as OpenCTI's API takes them in `filters`.
 *
 * @see OpenCTI's GraphQL input `FilterGroup`.
 */
export interface FilterGroup {
  readonly mode: 'and' | 'or';
  readonly filters: readonly Filter[];
  readonly filterGroups: readonly FilterGroup[];
}
