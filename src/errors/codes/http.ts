/** Codes of the `HTTP_*` errors. */
export const httpCodes = {} as const;
