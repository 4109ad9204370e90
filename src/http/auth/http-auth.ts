import type { HttpOptions } from '../http-options.js';
import type { HttpReply } from '../http-reply.js';
import type { ClientCertificate } from './client-certificate.js';

/** A request that is about to be sent, as a signature sees it. */
export interface UnsignedRequest {
  /** In capitals. */
  readonly method: string;
  /** Complete, with its query. Changing it changes nothing. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What is added to a request to say who asks. */
export interface Credentials {
  readonly headers?: Readonly<Record<string, string>>;
  /** Replaces what the URL has under the same names. */
  readonly query?: Readonly<Record<string, string>>;
}

/** What an {@link HttpAuth} may use. */
export interface AuthTools {
  /** The moment it is. */
  now(this: void): Date;
  /** Sends a request of its own, without credentials, and gives the reply. */
  send(this: void, url: string, options: HttpOptions): Promise<HttpReply>;
}

/**
 * A way to say who asks: {@link apiKey}, {@link basic}, {@link bearer}, {@link oauth2},
 * {@link hmac}, {@link clientCertificate}, or one of your own. It is used for the host that the
 * request was made for and for no other, however the source redirects.
 */
export interface HttpAuth {
  /** Called before each request on the wire, retries and redirects included. */
  credentials?(request: UnsignedRequest, tools: AuthTools): Credentials | Promise<Credentials>;
  /**
   * Called when the source answered 401.
   *
   * @param used what {@link HttpAuth.credentials} gave for that request
   * @returns true when it would give something else now: the request is sent once more
   */
  refused?(used: Credentials): boolean;
  /** Shown while the connection is made. */
  readonly certificate?: ClientCertificate;
}
