import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** `up` is from the client to the target, `down` is back. */
export type Direction = 'up' | 'down';

/** Where a proxy leads. */
export interface ProxyTarget {
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
}

/**
 * A TCP proxy that misbehaves on command: it cuts, stalls, slows and corrupts what passes through
 * it. For tests of what happens when the network or the other side fails; each fault holds for all
 * connections until it is lifted.
 *
 * ```ts
 * const proxy = await TcpProxy.start({ port: 5672 });
 * connectTo(proxy.port);
 * proxy.cutAfter(100_000);
 * ```
 */
export class TcpProxy {
  /** Bytes forwarded so far, over all connections. */
  readonly forwarded: Record<Direction, number> = { up: 0, down: 0 };
  private readonly lines = new Set<Line>();
  private readonly waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  private readonly idle: (() => void)[] = [];
  private accepted = 0;
  private isRefusing = false;
  private limit: { readonly direction: Direction; readonly bytes: number } | undefined;

  /** Faults that lines read. */
  readonly faults: Faults = { isStalled: false, msPerKilobyte: 0, corrupt: undefined };

  private constructor(
    private readonly server: Server,
    private readonly target: ProxyTarget,
  ) {
    server.on('connection', socket => this.accept(socket));
  }

  /** Listens on a free port of the loopback interface. */
  static async start(target: ProxyTarget): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });

    return new TcpProxy(server, target);
  }

  /** The port to connect to, on 127.0.0.1. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.lines.size;
  }

  /** Connections accepted so far. */
  get connections(): number {
    return this.accepted;
  }

  /** Resolves once so many connections have been accepted in all. */
  async whenConnections(count: number): Promise<void> {
    if (this.accepted >= count) return;
    await new Promise<void>(resolve => this.waiting.push({ count, resolve }));
  }

  /** Resolves once no connection is open. */
  async whenIdle(): Promise<void> {
    if (this.lines.size === 0) return;
    await new Promise<void>(resolve => this.idle.push(resolve));
  }

  /** Destroys every connection, both sides, at once. New ones are accepted. */
  cut(): void {
    for (const line of this.lines) line.destroy();
  }

  /** Cuts as soon as this many more bytes have passed; the chunk that exceeds it is cut short. */
  cutAfter(bytes: number, direction: Direction = 'up'): void {
    this.limit = { direction, bytes: this.forwarded[direction] + bytes };
  }

  /** Destroys every new connection at once, as a host that is up without the service. */
  refuse(): void {
    this.isRefusing = true;
  }

  /** Takes connections again. */
  accepting(): void {
    this.isRefusing = false;
  }

  /** Forwards nothing in either direction and keeps the connections open: a half-open peer. */
  stall(): void {
    this.faults.isStalled = true;
  }

  /** Delays what passes: so many milliseconds for each kilobyte. */
  slow(msPerKilobyte: number): void {
    this.faults.msPerKilobyte = msPerKilobyte;
  }

  /** Inverts the first byte of the next chunk that passes in this direction. */
  corrupt(direction: Direction): void {
    this.faults.corrupt = direction;
  }

  /** Stops reading on both sides, so that the senders feel back-pressure. */
  pause(): void {
    for (const line of this.lines) line.pause();
  }

  /** Lifts stall, pause and slowness; what was held back passes first. */
  resume(): void {
    this.faults.isStalled = false;
    this.faults.msPerKilobyte = 0;
    for (const line of this.lines) line.resume();
  }

  /** Destroys every connection and stops listening. */
  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  /** What may still pass before the limit of {@link cutAfter}; counts it as forwarded. */
  pass(direction: Direction, chunk: Buffer): { readonly part: Buffer; readonly isLast: boolean } {
    const { limit, forwarded } = this;
    const left = limit?.direction === direction ? limit.bytes - forwarded[direction] : Infinity;
    const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
    forwarded[direction] += part.length;
    const isLast = chunk.length >= left;
    if (isLast) this.limit = undefined;

    return { part, isLast };
  }

  private accept(client: Socket): void {
    this.accepted += 1;
    for (const one of this.waiting.filter(({ count }) => this.accepted >= count)) one.resolve();
    if (this.isRefusing) {
      client.destroy();
      return;
    }

    const target = connect({ host: '127.0.0.1', ...this.target });
    const line = new Line(this, client, target, () => this.forget(line));
    this.lines.add(line);
  }

  private forget(line: Line): void {
    this.lines.delete(line);
    if (this.lines.size === 0) for (const resolve of this.idle.splice(0)) resolve();
  }
}

interface Faults {
  isStalled: boolean;
  msPerKilobyte: number;
  corrupt: Direction | undefined;
}

/** One connection through the proxy. */
class Line {
  private readonly held: { readonly direction: Direction; readonly chunk: Buffer }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ended = 0;

  constructor(
    private readonly proxy: TcpProxy,
    private readonly client: Socket,
    private readonly target: Socket,
    private readonly whenGone: () => void,
  ) {
    client.setNoDelay(true);
    target.setNoDelay(true);
    client.on('data', (chunk: Buffer) => this.take('up', chunk));
    target.on('data', (chunk: Buffer) => this.take('down', chunk));
    for (const socket of [client, target]) {
      // A close follows, and says all there is to say.
      socket.on('error', () => undefined);
      socket.on('close', () => this.close());
    }
  }

  pause(): void {
    this.client.pause();
    this.target.pause();
  }

  resume(): void {
    if (this.ended > 0) {
      this.destroy();
      return;
    }
    this.flush();
    this.client.resume();
    this.target.resume();
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.client.destroy();
    this.target.destroy();
  }

  /** A stalled peer that is closed on one side stays silent on the other. */
  private close(): void {
    this.ended += 1;
    if (this.ended === 2) this.whenGone();
    if (!this.proxy.faults.isStalled) this.destroy();
  }

  private take(direction: Direction, chunk: Buffer): void {
    this.held.push({ direction, chunk });
    const { isStalled, msPerKilobyte } = this.proxy.faults;
    if (isStalled || this.timer) return;
    if (msPerKilobyte === 0) this.flush();
    else this.delay((chunk.length / 1024) * msPerKilobyte);
  }

  private delay(ms: number): void {
    this.pause();
    this.timer = setTimeout(() => this.resume(), ms);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const { direction, chunk } of this.held.splice(0)) this.forward(direction, chunk);
  }

  private forward(direction: Direction, chunk: Buffer): void {
    const { faults } = this.proxy;
    if (faults.corrupt === direction && chunk.length > 0) {
      faults.corrupt = undefined;
      chunk[0] = ~(chunk[0] ?? 0) & 0xff;
    }
    const { part, isLast } = this.proxy.pass(direction, chunk);
    const to = direction === 'up' ? this.target : this.client;
    to.write(part, () => {
      if (isLast) this.destroy();
    });
  }
}
