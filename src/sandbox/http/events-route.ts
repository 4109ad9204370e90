import type { FastifyReply } from 'fastify';
import type { SandboxEventMap, SandboxEvents } from '../controls/sandbox-events.js';
import { sseFrame } from '../stream/sse-frame.js';
import { EventResponse } from './event-response.js';

/** What whoever watches a sandbox is told of. */
const WATCHED = [
  ...(['connector', 'work', 'object', 'file', 'draft'] as const),
  ...(['playbook', 'message', 'journal'] as const),
] satisfies readonly (keyof SandboxEventMap)[];

/** Frames that may wait for a slow watcher; when there are more it is told to look at everything. */
const MAX_WAITING = 1_000;

/** Time between two signs of life, in milliseconds. */
const BEAT_MS = 15_000;

/**
 * Sends what happens in a sandbox, as it happens. A watcher that can't keep up misses events, and gets
 * one called `missed` in their place: to it everything may have changed.
 */
export function streamEvents(reply: FastifyReply, events: SandboxEvents): FastifyReply {
  const watcher = new Watcher(reply, events);
  void watcher.run();

  return reply;
}

class Watcher {
  readonly #response: EventResponse;
  readonly #offs: readonly (() => void)[];
  readonly #timer: NodeJS.Timeout;
  #waiting: string[] = [sseFrame('open', null)];
  #wake: () => void = () => {};

  constructor(reply: FastifyReply, events: SandboxEvents) {
    this.#response = EventResponse.open(reply, () => this.#wake());
    this.#offs = WATCHED.map(name => events.on(name, event => this.#add(sseFrame(name, event))));
    this.#timer = setInterval(() => this.#add(sseFrame('beat', null)), BEAT_MS).unref();
  }

  async run(): Promise<void> {
    while (this.#response.isOpen) {
      const frames = this.#waiting;
      this.#waiting = [];
      if (frames.length > 0) await this.#response.write(frames.join(''));
      else await this.#rest();
    }
    clearInterval(this.#timer);
    for (const off of this.#offs) off();
  }

  #add(frame: string): void {
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(frame);
    else this.#waiting = [sseFrame('missed', null)];
    this.#wake();
  }

  #rest(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = () => {
        this.#wake = () => {};
        resolve();
      };
    });
  }
}
