/** Version of octiflow; a test holds it against package.json. */
export const VERSION = '0.1.0';

/** How octiflow names itself to OpenCTI and to sources. */
export const USER_AGENT = `octiflow/${VERSION}`;
