import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { AmqpError } from './amqp-error.js';
import type { Broker } from './broker/broker.js';
import { Connection } from './session/connection.js';
import type { Credentials } from './session/sasl.js';

/** How an endpoint is opened. */
export interface AmqpEndpointOptions {
  readonly broker: Broker;
  readonly host: string;
  /** Port to listen on; 0 lets the system choose. */
  readonly port: number;
  readonly credentials: Credentials;
  /** Largest body of a message, in bytes. */
  readonly maxMessageBytes: number;
}

/** Time for peers to leave when the endpoint closes, in milliseconds. */
const LEAVE_MS = 500;

/** Listens for AMQP 0-9-1, and serves a {@link Broker} over it. */
export class AmqpEndpoint {
  readonly #connections = new Set<Connection>();

  private constructor(
    private readonly server: Server,
    private readonly options: AmqpEndpointOptions,
  ) {
    server.on('connection', socket => {
      const { broker, credentials, maxMessageBytes } = this.options;
      const ended = (gone: Connection): unknown => this.#connections.delete(gone);
      this.#connections.add(
        new Connection(socket, { broker, credentials, maxMessageBytes, ended }),
      );
    });
  }

  /** Opens an endpoint. Rejects with the system's error when it can't listen. */
  static async open(options: AmqpEndpointOptions): Promise<AmqpEndpoint> {
    const server = createServer();
    const endpoint = new AmqpEndpoint(server, options);
    server.listen({ host: options.host, port: options.port });
    await once(server, 'listening');

    return endpoint;
  }

  /** Where it listens. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many peers are connected. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Tells every peer to leave, and waits a little for them. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    const reason = "broker forced connection closure with reason 'shutdown'";
    for (const connection of this.#connections) {
      connection.close(new AmqpError('CONNECTION_FORCED', reason));
    }
    const timer = setTimeout(() => {
      for (const connection of [...this.#connections]) connection.destroy();
    }, LEAVE_MS);
    await closed;
    clearTimeout(timer);
  }
}
