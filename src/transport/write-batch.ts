import type { ChannelModel } from 'amqplib';

/** What is needed of a socket. */
interface CorkableStream {
  cork(): void;
  uncork(): void;
}

/**
 * Lets what is published in one turn of the event loop go to the broker in one write. A write for
 * each message would wake the broker each time, which costs more than all else about a message.
 */
export class WriteBatch {
  private readonly stream: CorkableStream | undefined;
  private isOpen = false;

  /** @param model the connection; without a socket that can be corked, nothing is batched. */
  constructor(model: ChannelModel) {
    const { stream } = model.connection as { readonly stream?: Partial<CorkableStream> };
    const canCork = typeof stream?.cork === 'function' && typeof stream.uncork === 'function';
    this.stream = canCork ? (stream as CorkableStream) : undefined;
  }

  /** Call it before each write. */
  open(): void {
    const { stream } = this;
    if (this.isOpen || !stream) return;
    this.isOpen = true;
    stream.cork();
    // amqplib hands its frames to the socket in a turn of its own, which is the next one.
    setImmediate(() => setImmediate(() => this.close(stream)));
  }

  private close(stream: CorkableStream): void {
    this.isOpen = false;
    stream.uncork();
  }
}
