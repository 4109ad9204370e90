/** Codes of the `INJECTION_*` errors. */
export const injectionCodes = {} as const;
