import { entry } from '../code-entry.js';

/** One error of a GraphQL answer, free of the values that were sent. */
export interface GraphqlFault {
  /** Such as `FUNCTIONAL_ERROR`; `UNKNOWN_ERROR` when the platform names none. */
  readonly code: string;
  readonly message: string;
  /** Where in the answer, such as `registerConnector.config`. */
  readonly path?: string;
  /** What the user lacks, when the platform says so. */
  readonly capability?: string;
}

/** Codes of the `PLATFORM_*` errors. Every `url` is the base URL of OpenCTI, without credentials. */
export const platformCodes = {
  PLATFORM_URL: entry<{ reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ reason }) => `OPENCTI_URL can't be used: ${reason}`,
    fix: () => 'set OPENCTI_URL to the address of OpenCTI, such as https://opencti.example',
  }),
  PLATFORM_HEADER: entry<{ name: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ name }) => `The value of the header ${name} has characters that HTTP can't carry`,
    fix: ({ name }) =>
      name === 'authorization'
        ? 'remove line breaks and other invisible characters from OPENCTI_TOKEN'
        : `correct ${name} in OPENCTI_CUSTOM_HEADERS`,
  }),
  PLATFORM_UNREACHABLE: entry<{
    url: string;
    reason: string;
    /** False when the request surely never reached OpenCTI. */
    isSent?: boolean;
    /** How long it was waited for, in milliseconds. */
    waitedMs?: number;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, reason, waitedMs }) =>
      waitedMs === undefined
        ? `OpenCTI at ${url} does not answer: ${reason}`
        : `OpenCTI at ${url} did not answer for ${Math.round(waitedMs / 1_000)} s: ${reason}`,
    fix: () => 'check that OpenCTI runs and that OPENCTI_URL leads to it from this machine',
  }),
  PLATFORM_CERTIFICATE: entry<{ url: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ url, reason }) => `The certificate of OpenCTI at ${url} is not trusted: ${reason}`,
    fix: () =>
      'set HTTPS_CA_CERTIFICATES to the PEM file of the authority that signed it (OPENCTI_SSL_VERIFY=false turns the check off)',
  }),
  PLATFORM_TOKEN_REFUSED: entry<{
    url: string;
    /** Length of the token: tells a cut or doubled one. */
    characters: number;
    /** True when the request was made in the name of another user. */
    isApplicant: boolean;
  }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, characters, isApplicant }) =>
      `OpenCTI at ${url} refused the token (${characters} characters)` +
      (isApplicant ? ', or does not know the user in whose name the request was made' : ''),
    fix: () =>
      'set OPENCTI_TOKEN to the token of a user in the group Connectors (OpenCTI: Settings > Security > Users)',
  }),
  PLATFORM_FORBIDDEN: entry<{ url: string; operation: string; capability?: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, operation, capability }) =>
      `OpenCTI at ${url} does not allow ${operation}` +
      (capability ? `: ${capability} is missing` : ''),
    fix: ({ capability = 'the capabilities of the group Connectors' }) =>
      `give the user of OPENCTI_TOKEN ${capability} (OpenCTI: Settings > Security > Roles)`,
  }),
  PLATFORM_NOT_OPENCTI: entry<{ url: string; status: number; contentType: string }>({
    recovery: 'stop',
    exitCode: 69,
    message: ({ url, status, contentType }) =>
      `What answers at ${url} is not OpenCTI: ${status}, ${contentType}`,
    fix: () =>
      'set OPENCTI_URL to the address that shows OpenCTI in a browser, base path included and nothing after it',
  }),
  PLATFORM_UNAVAILABLE: entry<{
    url: string;
    operation: string;
    reason: string;
    /** HTTP status of the answer. */
    status: number;
    /** Code of the GraphQL error, when there was one. */
    platformCode?: string;
    /** How long OpenCTI asked to wait, in milliseconds. */
    afterMs?: number;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, operation, reason }) =>
      `OpenCTI at ${url} can't do ${operation} now: ${reason}`,
    fix: () => 'wait; if it stays, look at the log of OpenCTI and at its Elasticsearch and Redis',
  }),
  PLATFORM_REFUSED: entry<{
    url: string;
    operation: string;
    /** Code of the first error. */
    platformCode: string;
    reason: string;
    /** Every error of the answer. */
    faults: readonly GraphqlFault[];
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ operation, platformCode, reason, faults }) =>
      `OpenCTI refused ${operation}: ${reason} (${platformCode}` +
      (faults.length > 1 ? `, and ${faults.length - 1} more)` : ')'),
    fix: () => 'act on what OpenCTI says; its own log has the details',
  }),
  PLATFORM_TIMEOUT: entry<{ url: string; operation: string; limitMs: number }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, operation, limitMs }) =>
      `OpenCTI at ${url} did not finish ${operation} within ${limitMs / 1_000} s`,
    fix: () => 'look at the load of OpenCTI; it may still carry the request out',
  }),
  PLATFORM_WORK_NOT_ALIVE: entry<{ operation: string; work?: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ operation, work }) =>
      `OpenCTI refused ${operation}: the work ${work ? `${work} ` : ''}was deleted or has ended`,
    fix: () => 'nothing, if somebody deleted the work; the next run opens a new one',
  }),
  PLATFORM_ANSWER: entry<{
    operation: string;
    /** Where in the answer, such as `registerConnector.config.connection.port`. */
    path: string;
    expected: string;
    /** Kind of what was there instead; never the value. */
    got: string;
  }>({
    recovery: 'retry',
    exitCode: 70,
    message: ({ operation, path, expected, got }) =>
      `The answer of OpenCTI to ${operation} can't be read: ${path || 'it'} is ${got}, not ${expected}`,
    fix: () =>
      'check that the version of OpenCTI is supported (6.x or 7.x) and that nothing on the way changes its answers',
  }),
  PLATFORM_FILE_NAME: entry<{ reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ reason }) => `The name of a file of OpenCTI can't be used: ${reason}`,
    fix: () => "give the file's id as OpenCTI shows it, such as import/global/report.csv",
  }),
  PLATFORM_FILE_MISSING: entry<{ url: string; file: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, file }) =>
      `OpenCTI at ${url} has no file "${file}", or its user may not read it`,
    fix: () =>
      'check that the file is still there and that the user of OPENCTI_TOKEN sees its markings',
  }),
  PLATFORM_FILE_TOO_LARGE: entry<{ file: string; maxBytes: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, maxBytes }) => `The file "${file}" holds more than ${maxBytes} bytes`,
    fix: () => 'raise the limit, or read the file piece by piece',
  }),
  PLATFORM_FILE_CUT: entry<{
    url: string;
    file: string;
    /** Bytes that had been read. */
    bytes: number;
    reason: string;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, file, bytes, reason }) =>
      `The file "${file}" of OpenCTI at ${url} broke off after ${bytes} bytes: ${reason}`,
    fix: () => 'look at the connection to OpenCTI and at its file storage (S3)',
  }),
  PLATFORM_FILE_CONTENT: entry<{ file: string; got: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, got }) => `The content of the file "${file}" is ${got}, not text or bytes`,
    fix: () => 'give a string, a Uint8Array, or an iterable of these',
  }),
  PLATFORM_UPLOAD_CUT: entry<{
    url: string;
    operation: string;
    file: string;
    /** Bytes of the file that had been handed over. */
    bytes: number;
    reason: string;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, operation, file, bytes, reason }) =>
      `OpenCTI at ${url} did not take the whole file "${file}" (${operation}, ${bytes} bytes sent): ${reason}`,
    fix: () => 'look at the connection to OpenCTI and at the upload limits of a proxy before it',
  }),
  PLATFORM_STREAM_REFUSED: entry<{
    url: string;
    /** Id of the live stream, `live` or `raw`. */
    stream: string;
    /** True for the two streams that only a user who passes every check may read. */
    needsBypass: boolean;
  }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, stream, needsBypass }) =>
      needsBypass
        ? `OpenCTI at ${url} does not let the connector read the stream ${stream} (401)`
        : `OpenCTI at ${url} has no live stream ${stream}, or does not let the connector read it (401)`,
    fix: ({ needsBypass }) =>
      needsBypass
        ? 'set CONNECTOR_LIVE_STREAM_ID to the id of a live stream (OpenCTI: Data > Data sharing > Live streams), or give the user of OPENCTI_TOKEN the capability "Bypass all capabilities"'
        : 'set CONNECTOR_LIVE_STREAM_ID to the id of a live stream that is shared with the user of OPENCTI_TOKEN, who needs the capability "Access data sharing" and the markings of its filters',
  }),
  PLATFORM_STREAM_FORBIDDEN: entry<{ url: string; stream: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, stream }) =>
      `Something before OpenCTI at ${url} forbids the live stream ${stream} (403)`,
    fix: () => 'let the proxy or firewall before OpenCTI pass requests to /stream',
  }),
  PLATFORM_STREAM_MISSING: entry<{ url: string; stream: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ url, stream }) =>
      `What answers at ${url} knows no address of the live stream ${stream} (404)`,
    fix: () =>
      'set OPENCTI_URL to the address that shows OpenCTI in a browser, base path included, and let a proxy before it pass /stream',
  }),
  PLATFORM_STREAM_STOPPED: entry<{ url: string; stream: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, stream }) => `The live stream ${stream} of OpenCTI at ${url} is stopped (410)`,
    fix: () => 'start it (OpenCTI: Data > Data sharing > Live streams); the connector waits for it',
  }),
  PLATFORM_STREAM_SILENT: entry<{
    url: string;
    /** How long nothing came, in milliseconds. */
    idleMs: number;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, idleMs }) =>
      `The live stream of OpenCTI at ${url} was silent for ${idleMs / 1_000} s, without a heartbeat`,
    fix: () => 'look at the load of OpenCTI, and at proxies that hold answers back (buffering)',
  }),
} as const;
