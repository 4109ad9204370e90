import { FakeClock } from '../../../src/testing/index.js';
import { Secret } from '../../../src/config/index.js';
import {
  openAmqpInbox,
  type AmqpInbox,
  type AmqpInboxOptions,
} from '../../../src/transport/index.js';
import { TcpProxy } from '../../network/tcp-proxy.js';
import { ListenQueue, type ListenQueueOptions } from '../../rabbitmq/listen-queue.js';
import { HeldRequests } from '../../support/held-requests.js';
import { RecordingLog } from '../../support/recording-log.js';

/** Pauses between tries, on the clock of the test: the only ones that pass by themselves. */
const PAUSE_MS = 10;
const AT_ONCE = AbortSignal.abort(new Error('the test ends'));

/** A listen queue, a proxy before its broker, and inboxes that consume it through the proxy. */
export class InboxBench {
  readonly clock = new FakeClock();
  readonly log = new RecordingLog();
  readonly held = new HeldRequests();
  private readonly inboxes: AmqpInbox[] = [];
  private isOver = false;

  private constructor(
    private readonly url: string,
    readonly queue: ListenQueue,
    readonly proxy: TcpProxy,
  ) {
    void this.passPauses();
  }

  static async open(url: string, options: ListenQueueOptions = {}): Promise<InboxBench> {
    const { hostname, port } = new URL(url);
    const proxy = await TcpProxy.start({ host: hostname, port: Number(port || 5672) });

    return new InboxBench(url, await ListenQueue.declare(url, options), proxy);
  }

  /** An inbox that consumes the queue. */
  inbox(differences: Partial<AmqpInboxOptions> = {}): AmqpInbox {
    const { username, password, pathname } = new URL(this.url);
    const pauses = { firstMs: PAUSE_MS, longestMs: PAUSE_MS, random: () => 1 };
    const options: AmqpInboxOptions = {
      host: '127.0.0.1',
      port: this.proxy.port,
      vhost: decodeURIComponent(pathname.slice(1)) || '/',
      user: decodeURIComponent(username),
      pass: new Secret(decodeURIComponent(password)),
      useSsl: false,
      queue: this.queue.name,
      reconnect: pauses,
      retry: pauses,
      ...differences,
    };
    const inbox = openAmqpInbox(options, this.clock, this.log);
    this.inboxes.push(inbox);

    return inbox;
  }

  /** The same, consuming already. */
  async started(differences: Partial<AmqpInboxOptions> = {}): Promise<AmqpInbox> {
    const inbox = this.inbox(differences);
    await inbox.start(this.held.handle);

    return inbox;
  }

  /** Ends everything that was begun. */
  async close(): Promise<void> {
    this.proxy.resume();
    await Promise.all(this.inboxes.map(inbox => inbox.stop(AT_ONCE)));
    this.isOver = true;
    await this.proxy.stop();
    await this.queue.remove();
  }

  private async passPauses(): Promise<void> {
    while (!this.isOver) {
      const { nextInMs } = this.clock;
      if (nextInMs !== undefined && nextInMs <= PAUSE_MS) await this.clock.advance(nextInMs);
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}
