import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { HttpError } from '../errors/index.js';
import { readClientCertificate, type ClientCertificate } from './auth/client-certificate.js';
import { besideRoots, readCertificates } from './certificates.js';

/** How connections are made. */
export interface NetworkOptions {
  /** Proxy for `http:` URLs; a URL, or `host:port`. */
  readonly httpProxy?: string;
  /** Proxy for `https:` URLs; without it they go through `httpProxy`, if there is one. */
  readonly httpsProxy?: string;
  /** Hosts that are reached without a proxy, separated by commas; `*` for all. */
  readonly noProxy?: string;
  /** More authorities to trust: PEM text, or the path of a PEM file. */
  readonly caCertificates?: string;
  /**
   * True (default) verifies certificates; a path verifies against the authorities in that file
   * only; false verifies nothing.
   */
  readonly verify?: boolean | string;
  /** Milliseconds that a connection may take. Default 10,000. */
  readonly connectMs?: number;
  /** Shown to whoever asks for it. Default: none. */
  readonly clientCertificate?: ClientCertificate;
}

/** Milliseconds after which an unanswered connection attempt is given up. */
export const DEFAULT_CONNECT_MS = 10_000;

/**
 * Opens the pool of connections that all requests of one client share. Proxies come from the
 * options alone, never from the process's environment.
 *
 * @throws HttpError `HTTP_CA_UNREADABLE`, `HTTP_PROXY_INVALID` or `HTTP_CLIENT_CERTIFICATE`
 */
export function openDispatcher(options: NetworkOptions = {}): Dispatcher {
  const trust = tlsOptions(options);
  const { clientCertificate } = options;
  // A proxy is none of those that the client certificate is for.
  const tls = { ...trust, ...(clientCertificate && readClientCertificate(clientCertificate)) };
  const connect = { ...tls, timeout: options.connectMs ?? DEFAULT_CONNECT_MS };
  const httpProxy = proxyUrl(options.httpProxy, 'HTTP_PROXY');
  const httpsProxy = proxyUrl(options.httpsProxy, 'HTTPS_PROXY');
  if (!httpProxy && !httpsProxy) return new Agent({ connect });

  return new EnvHttpProxyAgent({
    connect,
    requestTls: tls,
    proxyTls: { ...trust, timeout: connect.timeout },
    // Plain http goes through the proxy as it is: many proxies open tunnels to port 443 only.
    proxyTunnel: false,
    httpProxy,
    httpsProxy,
    noProxy: options.noProxy ?? '',
  });
}

function tlsOptions({ verify = true, caCertificates }: NetworkOptions): {
  ca?: string[];
  rejectUnauthorized: boolean;
} {
  const extra = caCertificates ? readCertificates(caCertificates, 'HTTPS_CA_CERTIFICATES') : '';
  if (typeof verify === 'string') {
    const own = readCertificates(verify, 'OPENCTI_SSL_VERIFY');
    return { ca: extra ? [own, extra] : [own], rejectUnauthorized: true };
  }
  if (!extra) return { rejectUnauthorized: verify };

  return { ca: besideRoots(extra), rejectUnauthorized: verify };
}

// undici falls back to the process's environment for what is undefined, not for an empty text.
function proxyUrl(value: string | undefined, variable: string): string {
  const text = value?.trim();
  if (!text) return '';
  const url = text.includes('://') ? text : `http://${text}`;
  // Neither the text nor the parser's error may be shown: a proxy URL holds a password.
  if (!URL.canParse(url)) throw invalidProxy(variable, 'it is not a URL');
  const { protocol, hostname } = new URL(url);
  if (!['http:', 'https:', 'socks5:', 'socks:'].includes(protocol)) {
    throw invalidProxy(variable, `${protocol} is no protocol of a proxy`);
  }
  if (!hostname) throw invalidProxy(variable, 'it names no host');

  return url;
}

function invalidProxy(variable: string, reason: string): HttpError {
  return new HttpError('HTTP_PROXY_INVALID', { variable, reason });
}
