import type { Clock, Logger } from '../injection/index.js';
import type { Metrics } from './metrics/metrics.js';

/** What the platform says of a connector's push queue; undefined when it can't say. */
export type ReadQueue = () => Promise<
  { readonly messages: number; readonly bytes: number } | undefined
>;

/** Where the gate shows what it sees: the heartbeat tells OpenCTI. */
export interface QueueInfo {
  buffering: boolean;
  queueMessagesSize: number;
}

/** What a {@link QueueGate} is made of. */
export interface QueueGateOptions {
  readonly readQueue: ReadQueue;
  /** `CONNECTOR_QUEUE_THRESHOLD`, in megabytes (10^6 bytes). */
  readonly thresholdMb: number;
  readonly info: QueueInfo;
  /** The same for those who watch the connector. */
  readonly metrics: Pick<Metrics, 'set'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_AGAIN_MS = 10_000;
/** A page is seldom slower than this; asking more often tells nothing new. */
const FRESH_FOR_MS = 5_000;

/**
 * Holds the source back while OpenCTI's queue is above the threshold: before a run and before each
 * of its pages. A platform that can't tell the size of its queue does not hold anything back.
 */
export class QueueGate {
  private freshUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: QueueGateOptions) {}

  /** Resolves once there is room, or once `signal` aborts. */
  async whenRoom(signal: AbortSignal): Promise<void> {
    const { clock, log, info, metrics, thresholdMb } = this.options;
    if (clock.monotonic() < this.freshUntil) return;

    while (!signal.aborted) {
      const megabytes = await this.sizeMb();
      info.queueMessagesSize = megabytes;
      if (megabytes < thresholdMb) break;

      if (!info.buffering) {
        log.info('waiting for the queue to shrink', { megabytes, thresholdMb });
        info.buffering = true;
        metrics.set('queue_buffering', 1);
      }
      await clock.pause(LOOK_AGAIN_MS, signal).catch(() => undefined);
    }
    if (info.buffering && !signal.aborted) log.info('queue has room again', { thresholdMb });
    info.buffering = false;
    metrics.set('queue_buffering', 0);
    this.freshUntil = clock.monotonic() + FRESH_FOR_MS;
  }

  private async sizeMb(): Promise<number> {
    const { readQueue, metrics } = this.options;
    const queue = await readQueue();
    if (!queue) return 0;
    metrics.set('queue_messages', queue.messages);
    metrics.set('queue_bytes', queue.bytes);

    return queue.bytes / 1_000_000;
  }
}
