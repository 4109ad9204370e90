import { connect, type AddressInfo } from 'node:net';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import type { ProxyTarget } from './tcp-proxy.js';

/** Speaks TLS on a free port and passes what it decrypts on to a server that speaks none. */
export class TlsTerminator {
  private constructor(private readonly server: Server) {}

  static async start(target: ProxyTarget, options: TlsOptions): Promise<TlsTerminator> {
    const server = createServer(options, client => {
      const plain = connect({ host: '127.0.0.1', ...target });
      client.pipe(plain).pipe(client);
      for (const socket of [client, plain]) socket.on('error', () => undefined);
      client.on('close', () => plain.destroy());
      plain.on('close', () => client.destroy());
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));

    return new TlsTerminator(server);
  }

  /** The port to connect to, on 127.0.0.1. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Stops listening, and returns when the last connection is closed. */
  async stop(): Promise<void> {
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }
}
