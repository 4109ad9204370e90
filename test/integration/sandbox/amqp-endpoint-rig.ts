import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectSocket, type Socket } from 'node:net';
import { connect, type ChannelModel } from 'amqplib';
import { AmqpEndpoint } from '../../../src/sandbox/amqp/amqp-endpoint.js';
import { Broker } from '../../../src/sandbox/amqp/broker/broker.js';

/** What an endpoint of a test may hold and take. */
export interface EndpointLimits {
  readonly maxBytes?: number;
  readonly maxMessageBytes?: number;
}

/** An endpoint, and what a test connects to it; closing it ends all connections. */
export class EndpointRig {
  readonly #sockets: Socket[] = [];

  private constructor(
    readonly broker: Broker,
    readonly endpoint: AmqpEndpoint,
    private readonly pass: string,
  ) {}

  static async open({
    maxBytes = 2 ** 29,
    maxMessageBytes = 2 ** 27,
  }: EndpointLimits = {}): Promise<EndpointRig> {
    const broker = new Broker(maxBytes);
    const credentials = { user: 'opencti', pass: randomUUID() };
    const options = { broker, host: '127.0.0.1', port: 0, credentials, maxMessageBytes };

    return new EndpointRig(broker, await AmqpEndpoint.open(options), credentials.pass);
  }

  /** Connects as amqplib does. */
  async connect(options: Record<string, unknown> = {}, socket: object = {}): Promise<ChannelModel> {
    const where = { hostname: '127.0.0.1', port: this.endpoint.port, vhost: '/' };
    const who = { username: 'opencti', password: this.pass };
    const connection = await connect({ ...where, ...who, ...options }, socket);
    connection.on('error', () => undefined);

    return connection;
  }

  /** Connects without saying anything. */
  async socket(): Promise<Socket> {
    const socket = connectSocket(this.endpoint.port, '127.0.0.1');
    socket.on('error', () => undefined);
    this.#sockets.push(socket);
    await once(socket, 'connect');

    return socket;
  }

  /** What answers `connection.start`, as text with NUL for PLAIN. */
  get plain(): Buffer {
    return Buffer.from(`\0opencti\0${this.pass}`);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await this.endpoint.close();
  }
}
