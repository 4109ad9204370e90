import { HttpError } from '../errors/index.js';
import { bareUrl } from './bare-url.js';
import { BodyBomb, BodyTooLarge, UnknownEncoding } from './unpack-body.js';

/** What was going on when a request failed. */
export interface FailedRequest {
  readonly url: URL;
  readonly maxBytes: number;
  readonly maxRatio?: number;
  readonly idleMs: number;
  /** True once the status and headers of the answer were there. */
  readonly isAnswered: boolean;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'its name can not be resolved now'],
  ['EHOSTUNREACH', 'no route to the host'],
  ['ENETUNREACH', 'the network is unreachable'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'it does not speak TLS on this port'],
  ['EPROTO', 'the TLS handshake failed'],
  ['ECONNRESET', 'the connection was reset'],
  ['EPIPE', 'the connection was closed'],
  ['UND_ERR_SOCKET', 'the connection was closed'],
  ['UND_ERR_DESTROYED', 'the client was closed'],
  ['UND_ERR_CLOSED', 'the client was closed'],
]);

/** With these nothing of the request can have reached the other side. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'EPROTO',
]);

const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UND_ERR_PRX_TLS',
]);

/** Whether an error's code says that the other side's certificate is not trusted. */
export function isCertificateCode(code: string): boolean {
  return CERTIFICATE_CODES.has(code);
}

/** What an error's code says about the network, as half a sentence; undefined for other codes. */
export function networkReason(code: string): string | undefined {
  return REASONS.get(code);
}

/** Gives what undici, zlib or a socket threw one of our codes. */
export function networkFailure(thrown: unknown, request: FailedRequest): HttpError {
  const url = bareUrl(request.url);
  const options = { cause: thrown };
  if (thrown instanceof BodyTooLarge) {
    return new HttpError('HTTP_TOO_LARGE', { url, maxBytes: request.maxBytes });
  }
  if (thrown instanceof BodyBomb) {
    return new HttpError('HTTP_BOMB', { url, maxRatio: request.maxRatio ?? 0 });
  }
  if (thrown instanceof UnknownEncoding) {
    const reason = `its content-encoding is not understood: ${thrown.message}`;
    return new HttpError('HTTP_TRUNCATED', { url, reason });
  }

  const { code, message } = coded(thrown);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new HttpError('HTTP_TIMEOUT', { url, phase: 'connect' }, options);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new HttpError('HTTP_TIMEOUT', { url, phase: 'idle', limitMs: request.idleMs }, options);
  }
  if (isCertificateCode(code)) {
    return new HttpError('HTTP_CERTIFICATE', { url, reason: message }, options);
  }
  const isOurs = code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED';
  if (request.isAnswered && !isOurs) {
    return new HttpError('HTTP_TRUNCATED', { url, reason: REASONS.get(code) ?? message }, options);
  }

  const proxyStatus = /proxy.*\((\d{3})\)/i.exec(message)?.[1];
  if (code === 'UND_ERR_INVALID_ARG' && !proxyStatus) {
    return new HttpError('HTTP_REQUEST', { url, reason: message }, options);
  }
  const reason = proxyStatus ? `the proxy answered ${proxyStatus}` : (REASONS.get(code) ?? message);
  const isSent = !NEVER_SENT.has(code) && !proxyStatus;

  return new HttpError('HTTP_UNAVAILABLE', { url, reason, isSent }, options);
}

function coded(thrown: unknown): { code: string; message: string } {
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  const known = typeof code === 'string' ? code : '';

  return { code: known, message: typeof message === 'string' && message ? message : known };
}
