/** Codes of the `BUNDLE_*` errors. */
export const bundleCodes = {} as const;
