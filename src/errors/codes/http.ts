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
  HTTP_NOT_FOUND: entry<{ url: string; status: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, status }) => `${url} does not exist (${status})`,
    fix: () => 'check the URL in the settings of the connector',
  }),
  HTTP_REFUSED: entry<{ url: string; status: number }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ url, status }) => `${url} refused the request (${status})`,
    fix: () => 'check the key or account of the source, and what it is allowed to read',
  }),
  HTTP_STATUS: entry<{ url: string; status: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ url, status }) => `${url} answered ${status}`,
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

function slowness(phase: 'connect' | 'idle' | 'total', limitMs?: number): string {
  const limit = limitMs === undefined ? '' : ` within ${limitMs} ms`;
  if (phase === 'connect') return `no connection${limit}`;
  if (phase === 'idle') return `not a byte${limit}`;

  return `not complete${limit}`;
}
