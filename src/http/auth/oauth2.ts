import type { Secret } from '../../config/index.js';
import { HttpError } from '../../errors/index.js';
import { bareUrl } from '../bare-url.js';
import type { HttpReply } from '../http-reply.js';
import type { AuthTools, Credentials, HttpAuth } from './http-auth.js';

/** Where access tokens come from, and what to show for them. */
export interface OAuth2Options {
  /** The token endpoint; `https:`, or a loopback address. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Scopes, separated by blanks. Default: none is asked for. */
  readonly scope?: string;
  /** Further members of the form, such as `audience`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Whether id and secret go as Basic credentials (default) or as members of the form. */
  readonly sendIn?: 'header' | 'form';
}

/** A token is given up so long before it ends, in milliseconds: it has to live until it is read. */
const EARLY_MS = 30_000;

/** Life of a token whose end is not told, in milliseconds. */
const ASSUMED_MS = 300_000;

/**
 * Gets an access token by client credentials and sends it with each request. The token is kept until
 * shortly before it ends. Requests that need one at the same time share one, and a request that is
 * refused with 401 is sent once more with a new one.
 *
 * ```ts
 * const acme = http.with({
 *   baseUrl: 'https://api.acme.example',
 *   auth: oauth2({
 *     tokenUrl: 'https://login.acme.example/oauth2/token',
 *     clientId: this.config.clientId,
 *     clientSecret: this.config.clientSecret,
 *     scope: 'intel.read',
 *   }),
 * });
 * ```
 *
 * Requests fail with `HTTP_TOKEN` when the endpoint gives none.
 *
 * @see RFC 6749 section 4.4
 */
export function oauth2(options: OAuth2Options): HttpAuth {
  return new ClientCredentials(options);
}

interface Token {
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

class ClientCredentials implements HttpAuth {
  private token: Token | undefined;
  private coming: Promise<Token> | undefined;

  constructor(private readonly options: OAuth2Options) {}

  async credentials(_request: unknown, tools: AuthTools): Promise<Credentials> {
    if (this.token && this.token.endsAt > tools.now().getTime()) return this.token.credentials;
    this.coming ??= this.fetch(tools).finally(() => (this.coming = undefined));
    const token = await this.coming;
    this.token = token;

    return token.credentials;
  }

  refused(used: Credentials): boolean {
    // Whoever is late with the news of an old token must not throw away the new one.
    if (this.token?.credentials === used) this.token = undefined;

    return true;
  }

  private async fetch(tools: AuthTools): Promise<Token> {
    const { tokenUrl, clientId, clientSecret, scope, form, sendIn = 'header' } = this.options;
    if (!isSafe(tokenUrl)) {
      throw new HttpError('HTTP_OPTION', { option: 'tokenUrl', reason: 'it is not an https: URL' });
    }
    const inForm = { client_id: clientId, client_secret: clientSecret.reveal() };
    const pair = [clientId, clientSecret.reveal()].map(encodeURIComponent).join(':');
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;

    const reply = await tools.send(tokenUrl, {
      method: 'POST',
      // Asking twice for a token harms nobody.
      isIdempotent: true,
      allow: [400, 401],
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...(sendIn === 'header' && { authorization }),
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        ...(scope !== undefined && { scope }),
        ...form,
        ...(sendIn === 'form' && inForm),
      }).toString(),
    });

    return readToken(reply, tools.now());
  }
}

function readToken(reply: HttpReply, now: Date): Token {
  const body = reply.json<Record<string, unknown> | null>() ?? {};
  if (reply.status >= 400) throw noToken(reply, `it answered ${errorOf(body, reply.status)}`);
  const { access_token: token, token_type: type = 'bearer', expires_in: seconds } = body;
  if (typeof token !== 'string' || !token) throw noToken(reply, 'the answer holds no access_token');
  if (String(type).toLowerCase() !== 'bearer') {
    throw noToken(reply, `a token of type ${String(type).slice(0, 20)} is not supported`);
  }
  // Some sources write the number as text.
  const lifeMs = Number(seconds) > 0 ? Number(seconds) * 1_000 : ASSUMED_MS;

  return {
    credentials: { headers: { authorization: `Bearer ${token}` } },
    endsAt: now.getTime() + Math.max(lifeMs / 2, lifeMs - EARLY_MS),
  };
}

/** `invalid_client` and the like; anything else could be an echo of the secret. */
function errorOf({ error }: Record<string, unknown>, status: number): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : String(status);
}

function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

function noToken(reply: HttpReply, reason: string): HttpError {
  return new HttpError('HTTP_TOKEN', { url: bareUrl(reply.url), reason });
}
