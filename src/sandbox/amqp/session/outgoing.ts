import type { Socket } from 'node:net';

/** Bytes waiting for a peer above which it is handed no more messages. */
const FULL_BYTES = 1024 * 1024;

/** Bytes waiting for a peer above which nothing more is read from it: it does not read what it asks for. */
const STUCK_BYTES = 16 * FULL_BYTES;

/** Writes to a peer, many frames at once, and knows when it does not keep up. */
export class Outgoing {
  #isCorked = false;
  #wasWritten = false;

  constructor(private readonly socket: Socket) {}

  /** Whether the peer is to be handed no more messages, for now. */
  get isFull(): boolean {
    return this.socket.writableLength > FULL_BYTES;
  }

  /** Whether nothing more is to be read from the peer, for now. */
  get isStuck(): boolean {
    return this.socket.writableLength > STUCK_BYTES;
  }

  /** Writes; what is written in one turn leaves together. */
  write(bytes: Buffer): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.socket.cork();
      process.nextTick(() => this.flush());
    }
    this.#wasWritten = true;
    this.socket.write(bytes);
  }

  /** Lets what was written leave. */
  flush(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.socket.uncork();
  }

  /** Whether anything was written since the last time this was asked. */
  takeWritten(): boolean {
    const wasWritten = this.#wasWritten;
    this.#wasWritten = false;

    return wasWritten;
  }
}
