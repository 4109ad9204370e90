import { asConnectorError } from '../../errors/index.js';
import type { Logger } from '../../injection/index.js';
import type { StreamTally } from './stream-report.js';

/** What is told of, and since then told anew. */
const COUNTED = ['handled', 'ignored', 'skipped', 'deadLettered', 'retried'] as const;

/** Tells what became of the events since it last told, a line at a time. */
export class StreamProgress {
  private told: Readonly<Record<(typeof COUNTED)[number], number>>;

  /** @param onProgress told as well; what it fails with is logged, and costs nothing else */
  constructor(
    private readonly tally: StreamTally,
    private readonly log: Logger,
    private readonly onProgress?: () => Promise<void>,
  ) {
    this.told = countsOf(tally);
  }

  /** Logs a line, unless no event was finished since the last one. */
  async tell(): Promise<void> {
    const now = countsOf(this.tally);
    const { handled } = now;
    const since = (name: (typeof COUNTED)[number]): number => now[name] - this.told[name];
    const finished = since('handled') + since('skipped') + since('deadLettered');
    if (finished > 0) {
      const counts = COUNTED.map(name => [name, since(name)] as const);
      const facts = Object.fromEntries(counts.filter(([, count]) => count > 0));
      const { position } = this.tally;
      this.log.info('events handled', { handled: 0, ...facts, position, total: handled });
      this.told = now;
    }

    await this.onProgress?.().catch((error: unknown) => {
      const { code, message: reason } = asConnectorError(error);
      this.log.warn('report not written', { code, reason });
    });
  }
}

function countsOf(tally: StreamTally): Record<(typeof COUNTED)[number], number> {
  const { handled, ignored, skipped, deadLettered, retried } = tally;

  return { handled, ignored, skipped, deadLettered, retried };
}
