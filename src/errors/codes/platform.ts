/** Codes of the `PLATFORM_*` errors. */
export const platformCodes = {} as const;
