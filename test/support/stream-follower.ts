import { Secret } from '../../src/config/index.js';
import { PlatformClient, type PlatformOptions } from '../../src/platform/index.js';
import type { LiveStreamOptions, StreamMessage, StreamStart } from '../../src/platform/index.js';
import { FakeClock } from '../../src/testing/index.js';
import { RecordingLog } from './recording-log.js';

/** Reads a live stream message by message, with a clock that a test moves. */
export class StreamFollower {
  readonly clock = new FakeClock();
  readonly log = new RecordingLog();
  private readonly client: PlatformClient;
  private readonly stopping = new AbortController();
  private readonly chunks: AsyncGenerator<readonly StreamMessage[]>;
  private ready: StreamMessage[] = [];

  constructor(
    url: string,
    options: LiveStreamOptions = { streamId: 'live' },
    start: StreamStart = { from: '0-0' },
    platform: Partial<PlatformOptions> = {},
  ) {
    const all = { url, token: new Secret('secret-token'), userAgent: 'octiflow/0', ...platform };
    this.client = new PlatformClient({ random: () => 0.5, ...all }, this.clock, this.log);
    this.chunks = this.client.liveStream(options).read(start, this.stopping.signal);
  }

  /** The next so many messages; fewer when the stream ends. */
  async take(count: number): Promise<readonly StreamMessage[]> {
    while (this.ready.length < count) {
      const step = await this.chunks.next();
      if (step.done) break;
      this.ready.push(...step.value);
    }

    return this.ready.splice(0, count);
  }

  /** Waits for the pause before the next try, and lets it pass; gives its milliseconds. */
  async passPause(): Promise<number> {
    await this.clock.sleeping(1, 44_000);
    const ms = this.clock.nextInMs ?? 0;
    await this.clock.advance(ms);

    return ms;
  }

  /** The codes for which the stream was opened again. */
  get codes(): readonly unknown[] {
    return this.log.lines.flatMap(({ facts: { code } }) => (code === undefined ? [] : [code]));
  }

  /** Tells the stream to end. */
  abort(): void {
    this.stopping.abort();
  }

  async close(): Promise<void> {
    this.abort();
    await this.chunks.return(undefined).catch(() => undefined);
    await this.client.close();
  }
}
