/** Codes of the `TRANSPORT_*` errors. */
export const transportCodes = {} as const;
