import { entry } from '../code-entry.js';

/** Codes of the `HTTP_*` errors. Every `url` is bare: without credentials, query and fragment. */
export const httpCodes = {
  HTTP_URL: entry<{ reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ reason }) => `The URL of a request can't be used: ${reason}`,
    fix: () => 'give an absolute http:, https: or file: URL',
  }),
  HTTP_REQUEST: entry<{ url: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, reason }) => `A request to ${url} can't be sent: ${reason}`,
    fix: () => 'correct the method, the headers or the body that the connector gives to Http',
  }),
  HTTP_CA_UNREADABLE: entry<{ where: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ where, reason }) => `The CA certificates of ${where} can't be used: ${reason}`,
    fix: ({ where }) => `give ${where} the path of a PEM file, or the PEM text itself`,
  }),
  HTTP_PROXY_INVALID: entry<{ variable: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ variable, reason }) => `The proxy in ${variable} can't be used: ${reason}`,
    fix: ({ variable }) => `set ${variable} to a URL such as http://proxy.example:3128`,
  }),
  HTTP_CERTIFICATE: entry<{ url: string; reason: string }>({
    recovery: 'stop',
    exitCode: 69,
    message: ({ url, reason }) => `The certificate of ${url} is not trusted: ${reason}`,
    fix: () => 'set HTTPS_CA_CERTIFICATES to the PEM file of the authority that signed it',
  }),
  HTTP_OPTION: entry<{ option: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ option, reason }) => `The option ${option} can't be used: ${reason}`,
    fix: ({ option }) => `correct ${option} where the connector sets it`,
  }),
  HTTP_CLIENT_CERTIFICATE: entry<{ reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ reason }) => `The client certificate can't be used: ${reason}`,
    fix: () =>
      'give certificate and key as PEM text, or as the path of a PEM file, and its passphrase',
  }),
  HTTP_NOT_FOUND: entry<AnsweredFacts>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, status, said }) => `${url} does not exist (${status})${quoted(said)}`,
    fix: () => 'check the URL in the settings of the connector',
  }),
  HTTP_REFUSED: entry<AnsweredFacts>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, status, said }) => `${url} refused the request (${status})${quoted(said)}`,
    fix: () => 'check the key or account of the source, and what it is allowed to read',
  }),
  HTTP_TOKEN: entry<{ url: string; reason: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, reason }) => `${url} gave no access token: ${reason}`,
    fix: () => 'check the client id, the client secret and the scope of the source',
  }),
  HTTP_QUOTA: entry<{
    url: string;
    /** Such as `500 requests a day`. */
    limit: string;
    /** When the next request may be sent, in milliseconds from now. */
    afterMs: number;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, limit, afterMs }) =>
      `A request to ${url} was not sent: ${limit}; the next one may go in ${shownPause(afterMs)}`,
    fix: () => 'wait, let the connector run less often, or raise the limit if the source allows it',
  }),
  HTTP_CIRCUIT_OPEN: entry<{ url: string; failures: number; afterMs: number }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, failures, afterMs }) =>
      `A request to ${url} was not sent: the last ${failures} failed; the next one may go in ${shownPause(afterMs)}`,
    fix: () => 'wait, or check the source and the network between it and the connector',
  }),
  HTTP_STATUS: entry<AnsweredFacts>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, status, said }) => `${url} answered ${status}${quoted(said)}`,
    fix: () => 'compare the request with the documentation of the source',
  }),
  HTTP_UNAVAILABLE: entry<{
    url: string;
    reason: string;
    /** Status of the answer; undefined when there was none. */
    status?: number;
    /** How long the source asked to wait, in milliseconds. */
    afterMs?: number;
    /** False when the request surely never reached the source. */
    isSent: boolean;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, reason }) => `${url} is unavailable: ${reason}`,
    fix: () => 'wait, or check the source and the network between it and the connector',
  }),
  HTTP_TIMEOUT: entry<{ url: string; phase: 'connect' | 'idle' | 'total'; limitMs?: number }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, phase, limitMs }) => `${url} took too long: ${slowness(phase, limitMs)}`,
    fix: () => 'check that the source answers, or raise `timeout` in the options of the request',
  }),
  HTTP_TOO_LARGE: entry<{ url: string; maxBytes: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, maxBytes }) => `The answer of ${url} is larger than ${maxBytes} bytes`,
    fix: () => 'ask the source for less at a time, or raise `maxBytes` in the options',
  }),
  HTTP_BOMB: entry<{ url: string; maxRatio: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, maxRatio }) =>
      `The answer of ${url} unpacks to over ${maxRatio} times its size`,
    fix: () => 'look at the file by hand; if it is honest, raise `maxRatio` in the options',
  }),
  HTTP_TOO_MANY_ITEMS: entry<{ url: string; maxItems: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, maxItems }) => `The answer of ${url} holds more than ${maxItems} items`,
    fix: () => 'ask the source for less at a time, or raise `maxItems` in the options',
  }),
  HTTP_ITEM_MALFORMED: entry<{
    url: string;
    /** Such as `line 17`. */
    place: string;
    reason: string;
  }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ url, place, reason }) => `An item of ${url} can't be read (${place}): ${reason}`,
    fix: () => 'nothing, if the item is known to be odd; else tell the source about it',
  }),
  HTTP_FEED_MALFORMED: entry<{ url: string; format: string; place?: string; reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, format, place, reason }) =>
      `The answer of ${url} can't be read as ${format}${place ? ` (${place})` : ''}: ${reason}`,
    fix: () =>
      'compare the answer with what the source documents, and with the options of the reader',
  }),
  HTTP_BODY_USED: entry<{ url: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url }) => `The body of ${url} was read before`,
    fix: () => 'read a body once; `await body.spool()` gives one that can be read again and again',
  }),
  HTTP_PAGINATION: entry<{ url: string; reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, reason }) => `The pages of ${url} do not add up: ${reason}`,
    fix: () => 'compare the pages with the documentation of the source, and with the options given',
  }),
  HTTP_NOT_RECORDED: entry<{ method: string; url: string; folder: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ method, url, folder, reason }) =>
      `No answer to ${method} ${url} is recorded in ${folder}: ${reason}`,
    fix: ({ folder }) => `record it: run once with --record ${folder}`,
  }),
  HTTP_RECORDING: entry<{ file: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, reason }) => `The recording ${file} can't be used: ${reason}`,
    fix: () => 'give --record and --replay a folder of their own, and correct or delete that file',
  }),
  HTTP_NOT_JSON: entry<{
    url: string;
    reason: string;
    /** Index of the first wrong character, when it is known. */
    position?: number;
    /** The first 80 characters of the body. */
    start: string;
    looksLike?: 'HTML' | 'cut JSON';
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, reason, start }) =>
      `The answer of ${url} is not JSON: ${reason}; it starts ${JSON.stringify(start)}`,
    fix: ({ looksLike }) =>
      looksLike === 'HTML'
        ? 'open the URL in a browser: a login, proxy or error page answers in place of the source'
        : 'compare the answer with what the source documents',
  }),
  HTTP_TRUNCATED: entry<{ url: string; reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ url, reason }) => `The answer of ${url} ended too early or is damaged: ${reason}`,
    fix: () => 'wait: the request is tried again; if it stays, look at proxies on the way',
  }),
  HTTP_REDIRECT: entry<{ url: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, reason }) => `A redirect of ${url} was not followed: ${reason}`,
    fix: () => 'put the URL at which the source ends up into the settings of the connector',
  }),
} as const;

/** Facts of an answer that is a failure. */
type AnsweredFacts = {
  url: string;
  status: number;
  /** The reason that the source gave, free of secrets and cut. */
  said?: string;
};

function quoted(said: string | undefined): string {
  return said === undefined ? '' : `; it says ${JSON.stringify(said)}`;
}

function shownPause(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);

  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

function slowness(phase: 'connect' | 'idle' | 'total', limitMs?: number): string {
  const limit = limitMs === undefined ? '' : ` within ${limitMs} ms`;
  if (phase === 'connect') return `no connection${limit}`;
  if (phase === 'idle') return `not a byte${limit}`;

  return `not complete${limit}`;
}
