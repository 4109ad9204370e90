/** Codes of the `SANDBOX_*` errors. */
export const sandboxCodes = {} as const;
