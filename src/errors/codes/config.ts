/** Codes of the `CONFIG_*` errors. */
export const configCodes = {} as const;
