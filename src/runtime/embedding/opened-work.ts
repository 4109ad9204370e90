import { asConnectorError } from '../../errors/index.js';
import type { Work } from '../../platform/index.js';
import type { WorkLedger } from '../work-ledger.js';
import type { ConnectorWork } from './connector-work.js';

/** A work with its books, and the draft that was made for it if one was. */
export class OpenedWork implements ConnectorWork {
  draftId: string | undefined;
  private lastTurn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly work: Work,
    readonly ledger: WorkLedger,
    private readonly onClosed: () => void,
  ) {}

  get id(): string {
    return this.work.id;
  }

  async done(message: string, signal?: AbortSignal): Promise<void> {
    await this.close(() => this.ledger.done(message, signal));
  }

  async failed(error: unknown, signal?: AbortSignal): Promise<void> {
    await this.close(() => this.ledger.failed(asConnectorError(error), signal));
  }

  /** Runs a task once the ones before have ended: two sends at once would count each other's messages. */
  async inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.lastTurn.then(task);
    this.lastTurn = turn.catch(() => undefined);

    return turn;
  }

  private async close(end: () => Promise<unknown>): Promise<void> {
    await this.inTurn(end);
    this.onClosed();
  }
}
