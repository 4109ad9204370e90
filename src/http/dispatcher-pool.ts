import type { Dispatcher } from 'undici';
import type { NetworkSettings } from '../config/index.js';
import type { ClientCertificate } from './auth/client-certificate.js';
import { networkOptions } from './network-options.js';
import { openDispatcher } from './open-dispatcher.js';

/** The connections of a client and of those made from it, opened when they are first needed. */
export class DispatcherPool {
  private readonly plain = new Map<number, Dispatcher>();
  private readonly certified = new Map<ClientCertificate, Map<number, Dispatcher>>();

  constructor(private readonly network: NetworkSettings) {}

  /**
   * Connections that may take `connectMs` to stand, and that show a certificate.
   *
   * @throws HttpError `HTTP_CA_UNREADABLE`, `HTTP_PROXY_INVALID` or `HTTP_CLIENT_CERTIFICATE`
   */
  get(connectMs: number, clientCertificate?: ClientCertificate): Dispatcher {
    const open = this.openFor(clientCertificate);
    const known = open.get(connectMs);
    if (known) return known;
    const network = networkOptions(this.network);
    const dispatcher = openDispatcher({ ...network, connectMs, clientCertificate });
    open.set(connectMs, dispatcher);

    return dispatcher;
  }

  /** Closes every connection; requests in flight fail. */
  async close(): Promise<void> {
    const open = [this.plain, ...this.certified.values()].flatMap(map => [...map.values()]);
    this.plain.clear();
    this.certified.clear();
    await Promise.all(open.map(dispatcher => dispatcher.destroy()));
  }

  private openFor(certificate: ClientCertificate | undefined): Map<number, Dispatcher> {
    if (certificate === undefined) return this.plain;
    const open = this.certified.get(certificate) ?? new Map<number, Dispatcher>();
    this.certified.set(certificate, open);

    return open;
  }
}
