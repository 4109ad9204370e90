import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';

/** What access is decided on. */
export interface Visitor {
  readonly authorization: string | undefined;
  /** The `Host` header. */
  readonly host: string | undefined;
  /** Address of the peer. */
  readonly address: string | undefined;
  /** A proxy says that it forwards for somebody else. */
  readonly isForwarded: boolean;
  /** The `Origin` header: the site whose page sends the request. */
  readonly origin?: string;
}

/** Compares tokens without telling by its duration how much of one was right. */
export function isToken(authorization: string | undefined, token: string): boolean {
  if (!authorization?.startsWith('Bearer ')) return false;

  return timingSafeEqual(digest(authorization.slice('Bearer '.length)), digest(token));
}

/**
 * Whether a visitor may read what the sandbox holds: with the token from anywhere, without it from
 * this machine only, and then not for the page of another site.
 */
export function mayRead(visitor: Visitor, token: string, boundHost: string): boolean {
  if (isToken(visitor.authorization, token)) return true;
  const isHere = isLoopback(visitor.address) && !visitor.isForwarded;

  return isHere && isOwnPage(visitor) && isTrustedHost(visitor.host, boundHost);
}

/** Whether no page asks, or one that this server sent. */
function isOwnPage({ origin, host }: Visitor): boolean {
  return origin === undefined || origin === `http://${host}`;
}

/** Whether a visitor may change what the sandbox holds: with the token, and by its own name. */
export function mayControl(visitor: Visitor, token: string, boundHost: string): boolean {
  return isToken(visitor.authorization, token) && isTrustedHost(visitor.host, boundHost);
}

/**
 * Whether a request was meant for this server: it names it by an address, by `localhost` or by the
 * name it was started with. A page of another site that had its own name pointed here does not.
 */
export function isTrustedHost(host: string | undefined, boundHost: string): boolean {
  const name = hostName(host);
  if (name === undefined) return false;

  return isIP(name) !== 0 || name === 'localhost' || name === boundHost.toLowerCase();
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  const plain = address.replace(/^::ffff:/i, '');

  return plain === '::1' || /^127\.\d+\.\d+\.\d+$/.test(plain);
}

function hostName(host: string | undefined): string | undefined {
  if (!host || !URL.canParse(`http://${host}/`)) return undefined;
  const url = new URL(`http://${host}/`);
  if (url.username !== '' || url.pathname !== '/' || url.search !== '') return undefined;

  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
