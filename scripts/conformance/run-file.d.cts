/** What became of the cases of one vector file. */
export interface FileResult {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly departures: number;
  readonly notApplicable: number;
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
  readonly departureReasons: readonly ReasonCount[];
  readonly notApplicableReasons: readonly ReasonCount[];
}

/** How many cases have one reason. */
export interface ReasonCount {
  readonly reason: string;
  readonly cases: number;
}

/**
 * Runs every case of a vector file.
 *
 * @param api the functions under test, under the names that src/stix, src/config and src/errors
 * export them by.
 */
export function runFile(fileName: string, text: string, api: object): FileResult;
