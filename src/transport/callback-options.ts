import { TransportError } from '../errors/index.js';
import type { Revealable } from './amqp-options.js';
import { callbackTls, type CallbackTls, type ServerTls } from './callback-tls.js';
import type { InboxOptions } from './inbox.js';

/** Patience with callers that are slow, in milliseconds. */
export interface CallbackTimeouts {
  /** For the headers of a request. Default 10,000. */
  readonly headersMs?: number;
  /** For a whole request, its body too. Default 120,000. */
  readonly requestMs?: number;
  /** Between two looks at who is too slow. Default 5,000. */
  readonly checkEveryMs?: number;
}

/** Where calls come in. */
export interface CallbackEndpoint {
  /** Address to listen at. Default 0.0.0.0: everywhere. */
  readonly host?: string;
  /** Port to listen at; 0 takes a free one. */
  readonly port: number;
  /** Path of the calls, such as `/api/callback`. */
  readonly path: string;
  /** Default: no TLS. */
  readonly tls?: CallbackTls;
}

/** What a callback inbox is made from. */
export interface CallbackInboxOptions extends CallbackEndpoint, InboxOptions {
  /** The connector's own token, which OpenCTI 6 calls with. */
  readonly token: Revealable;
  /**
   * The registration's `jwks`. When it is given, only tokens signed with one of these keys are
   * admitted, and the connector's own is not.
   */
  readonly jwks?: string;
  /** Gives the keys as they are now, when a call names an unknown one; at most once a minute. */
  refreshKeys?(): Promise<string | undefined>;
  /** Largest body. Default 50 MB (52,428,800 bytes). */
  readonly maxBodyBytes?: number;
  /**
   * Requests that may wait for their turn, besides those worked on; when there are as many, OpenCTI
   * is told to come again. Default 100.
   */
  readonly maxWaiting?: number;
  /** Bytes of bodies that may wait. One body alone always passes. Default 100 MB. */
  readonly maxWaitingBytes?: number;
  readonly timeouts?: CallbackTimeouts;
}

/** The part of the connector's settings that callbacks are about. */
export interface CallbackSettings {
  readonly listenProtocolApiPort: number;
  readonly listenProtocolApiPath: string;
  readonly listenProtocolApiSsl: boolean;
  readonly listenProtocolApiSslKey?: Revealable | undefined;
  readonly listenProtocolApiSslCert?: string | undefined;
  readonly listenProtocolApiSslPassphrase?: Revealable | undefined;
}

/**
 * Where calls come in, as `CONNECTOR_LISTEN_PROTOCOL_API_*` say.
 *
 * @throws TransportError `TRANSPORT_INBOX_INVALID` when TLS is asked for without key or certificate
 */
export function callbackEndpoint(settings: CallbackSettings): CallbackEndpoint {
  const { listenProtocolApiPort: port, listenProtocolApiPath: path } = settings;
  if (!settings.listenProtocolApiSsl) return { port, path };

  const key = settings.listenProtocolApiSslKey;
  const cert = settings.listenProtocolApiSslCert;
  const passphrase = settings.listenProtocolApiSslPassphrase;
  if (!key) throw invalid('LISTEN_PROTOCOL_API_SSL_KEY', 'TLS needs a key');
  if (!cert) throw invalid('LISTEN_PROTOCOL_API_SSL_CERT', 'TLS needs a certificate');

  return { port, path, tls: { key, cert, ...(passphrase && { passphrase }) } };
}

/** Path of the health check. */
export const HEALTH_PATH = '/health';

const PLAIN_PATH = /^\/[\w.~/-]*$/;

/**
 * Checks an endpoint before anything listens.
 *
 * @throws TransportError `TRANSPORT_INBOX_INVALID`
 */
export function checkEndpoint({ path, tls }: CallbackEndpoint): ServerTls | undefined {
  const setting = 'CONNECTOR_LISTEN_PROTOCOL_API_PATH';
  if (!PLAIN_PATH.test(path)) throw invalid(setting, 'it is no plain path such as /api/callback');
  if (path === HEALTH_PATH)
    throw invalid(setting, `${HEALTH_PATH} is the path of the health check`);

  return tls && callbackTls(tls);
}

function invalid(setting: string, reason: string): TransportError {
  return new TransportError('TRANSPORT_INBOX_INVALID', { setting, reason });
}
