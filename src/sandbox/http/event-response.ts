import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** A response that goes on: one frame after the other, at the pace of whoever reads it. */
export class EventResponse {
  readonly #response: ServerResponse;

  private constructor(response: ServerResponse, closed: () => void) {
    this.#response = response;
    response.on('close', closed);
    // A reader that goes away in the middle of a frame is no error of ours.
    response.on('error', () => {});
  }

  /** Takes a reply over and sends its head, with more headers if any. */
  static open(
    reply: FastifyReply,
    closed: () => void,
    headers: Readonly<Record<string, string>> = {},
  ): EventResponse {
    reply.hijack();
    const { raw } = reply;
    const response = new EventResponse(raw, closed);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      connection: 'keep-alive',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    raw.flushHeaders();

    return response;
  }

  /** Whether the reader is still there. */
  get isOpen(): boolean {
    return !this.#response.destroyed && !this.#response.writableEnded;
  }

  /** Resolves when the reader has taken the frame, or is gone: nothing piles up for it. */
  async write(frame: string): Promise<void> {
    if (!this.isOpen || this.#response.write(frame)) return;
    await new Promise<void>(resolve => {
      const done = (): void => {
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.on('drain', done).on('close', done);
    });
  }

  /** Ends it. */
  end(): void {
    if (this.isOpen) this.#response.end();
  }
}
