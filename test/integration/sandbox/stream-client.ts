import { request, type IncomingMessage } from 'node:http';
import type { Sandbox } from '../../../src/sandbox/index.js';

/** One message of a stream. */
export interface StreamMessage {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream of a sandbox over a socket of its own, at the pace it is told. */
export class StreamClient {
  readonly messages: StreamMessage[] = [];
  /** The first of what came, to the byte. */
  text = '';
  #rest = '';
  isEnded = false;
  #changed: () => void = () => {};

  private constructor(private readonly reply: IncomingMessage) {
    reply.setEncoding('utf8');
    reply.on('data', (chunk: string) => this.#take(chunk));
    reply.on('close', () => {
      this.isEnded = true;
      this.#changed();
    });
    reply.on('error', () => undefined);
  }

  /** Opens a stream; with the token unless told otherwise. */
  static async open(
    sandbox: Sandbox,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<StreamClient> {
    const authorization = `Bearer ${sandbox.token}`;
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      request(sandbox.url + path, { headers: { authorization, ...headers } }, resolve)
        .on('error', reject)
        .end();
    });

    return new StreamClient(reply);
  }

  get status(): number | undefined {
    return this.reply.statusCode;
  }

  get reason(): string | undefined {
    return this.reply.statusMessage;
  }

  get headers(): IncomingMessage['headers'] {
    return this.reply.headers;
  }

  /** Resolves when so many messages have come. */
  async until(count: number): Promise<readonly StreamMessage[]> {
    await this.#when(() => this.messages.length >= count);

    return this.messages;
  }

  /** Resolves with the first message that fits. */
  async first(fits: (message: StreamMessage) => boolean): Promise<StreamMessage> {
    await this.#when(() => this.messages.some(fits));

    return this.messages.find(fits) as StreamMessage;
  }

  /** Resolves when the stream has ended. */
  async ended(): Promise<void> {
    await this.#when(() => this.isEnded);
  }

  /** Takes nothing until it is resumed. */
  pause(): void {
    this.reply.pause();
  }

  /** Takes what comes again. */
  resume(): void {
    this.reply.resume();
  }

  close(): void {
    this.reply.destroy();
  }

  async #when(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.isEnded) throw new Error('the stream has ended');
      await new Promise<void>(resolve => (this.#changed = resolve));
    }
  }

  #take(chunk: string): void {
    if (this.text.length < 10_000) this.text += chunk;
    const frames = (this.#rest + chunk).split('\n\n');
    this.#rest = frames.pop() ?? '';
    this.messages.push(...frames.map(parsed));
    this.#changed();
  }
}

function parsed(frame: string): StreamMessage {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];

  return {
    id: field('id'),
    event: field('event') ?? '',
    data: JSON.parse(field('data') ?? 'null') as unknown,
  };
}
