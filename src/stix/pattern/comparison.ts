/** A value in a comparison: text, a number, a boolean. Dates, hexadecimal and base64 are text. */
export type PatternValue = string | number | boolean;

/** One comparison of a STIX pattern, such as `ipv4-addr:value = '198.51.100.7'`. */
export interface Comparison {
  /** Type of the objects that are looked at, such as `ipv4-addr`. */
  readonly type: string;
  /** Path of the compared property: names, and `[0]` or `[*]` for places in lists. */
  readonly path: readonly string[];
  readonly operator: ComparisonOperator;
  /** True: the comparison must not hold. */
  readonly negated: boolean;
  /** What it is compared with: one value, several for `IN`, none for `EXISTS`. */
  readonly values: readonly PatternValue[];
}

/** The comparison operators of STIX patterns, each in its usual spelling. */
export type ComparisonOperator =
  | '='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'IN'
  | 'LIKE'
  | 'MATCHES'
  | 'ISSUBSET'
  | 'ISSUPERSET'
  | 'EXISTS';
