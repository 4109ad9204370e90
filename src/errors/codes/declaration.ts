/** Codes of the `DECLARATION_*` errors. */
export const declarationCodes = {} as const;
