/** Codes of the `USAGE_*` errors. */
export const usageCodes = {} as const;
