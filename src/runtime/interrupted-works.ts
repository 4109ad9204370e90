import { asConnectorError } from '../errors/index.js';
import type { Logger } from '../injection/index.js';
import type { UnfinishedWork, Work } from '../platform/index.js';
import { runOpenedAt } from './run-name.js';

/** Works that are closed at one start; OpenCTI tidies up older ones by itself. */
export const MOST_WORKS = 100;
/** OpenCTI 6 takes each result in a request of its own. */
const MOST_REPORTS = 5_000;

const SIGN = 'interrupted: ';
const MESSAGE = `${SIGN}the process ended before it could close this work; what it saved stands, and the next run goes on from there`;

/** What {@link InterruptedWorks} goes by. */
export interface InterruptedOptions {
  /** Name of the connector. */
  readonly name: string;
  /** Works that were opened later are of this process. */
  readonly startedAt: Date;
  /** Gives the connector's works that have not ended. */
  readonly listOpen: () => Promise<readonly UnfinishedWork[]>;
  /** Gives one work by its id. Nothing is sent. */
  readonly workOf: (id: string) => Pick<Work, 'processed' | 'report' | 'tracking'>;
  /** What waits in the connector's queue; undefined when nobody knows. */
  readonly readQueue: () => Promise<{ readonly messages: number } | undefined>;
  readonly log: Logger;
}

/**
 * Closes the works of runs whose process was killed: they would be in progress for ever, or until
 * OpenCTI tidies up. Only those that are named like a run of this connector, were opened before this
 * process started, and were never closed: a work that its run closed is in progress for as long as
 * OpenCTI's workers need.
 *
 * Each is marked as interrupted at once, which ends it when OpenCTI's workers have handled all that
 * was announced. What was announced and never published is reported once nothing waits in the queue
 * any more; until then nobody can tell it from what is still to come. In this order, a worker never
 * finds a work ended whose messages it has yet to handle.
 */
export class InterruptedWorks {
  /** Works that wait for the queue to be empty; undefined until the first look. */
  private owing: UnfinishedWork[] | undefined;

  constructor(private readonly options: InterruptedOptions) {}

  /** Does what can be done now. Called again, it goes on where it left off. Never rejects. */
  async close(): Promise<void> {
    try {
      this.owing ??= await this.interrupt();
      if (this.owing.length > 0) await this.settle();
    } catch (thrown) {
      const { code, message } = asConnectorError(thrown);
      this.options.log.warn('works of an earlier process not closed', { code, reason: message });
    }
  }

  private async interrupt(): Promise<UnfinishedWork[]> {
    const { name, startedAt, listOpen, workOf, log } = this.options;
    const open = await listOpen();
    const left = open.filter(work => {
      const openedAt = runOpenedAt(name, work.name);
      return (
        openedAt !== undefined && openedAt < startedAt && (!work.isProcessed || isMarked(work))
      );
    });
    for (const work of left) {
      if (isMarked(work)) continue;
      await workOf(work.id).processed(MESSAGE, true);
      log.warn('work of an earlier process closed', { work: work.id });
    }

    return left.filter(({ tracking }) => tracking.expected > tracking.processed);
  }

  private async settle(): Promise<void> {
    const queue = await this.options.readQueue();
    if (!queue || queue.messages > 0) return;
    for (let work = this.owing?.at(-1); work; work = this.owing?.at(-1)) {
      await this.settleOne(work.id);
      this.owing?.pop();
    }
  }

  private async settleOne(id: string): Promise<void> {
    const { workOf, log } = this.options;
    const work = workOf(id);
    const { expected = 0, processed = 0 } = (await work.tracking()) ?? {};
    const owed = expected - processed;
    if (owed <= 0) return;
    if (owed > MOST_REPORTS) {
      log.warn('work of an earlier process left to OpenCTI', { work: id, unsent: owed });
      return;
    }
    await work.report({ error: MESSAGE, source: 'not sent' }, owed);
  }
}

/** One that an earlier process marked, and that waits for the queue since. */
function isMarked({ errors }: UnfinishedWork): boolean {
  return errors.some(error => error.startsWith(SIGN));
}
