import { RetryableError, asConnectorError, type ConnectorError } from '../../errors/index.js';
import { backOffMs } from '../../http/index.js';
import type { DeliveredEvent } from './delivered-event.js';
import type { EventHandler } from './event-handlers.js';
import type { StreamParts } from './stream-parts.js';

/** Signals that end the handling of events. */
export interface UnitSignals {
  /** No new try is begun. */
  readonly ending: AbortSignal;
  /** What is under way is given up. */
  readonly abandoned: AbortSignal;
}

/** With `onError: 'retry'` a sink may be away for long. */
const LONGEST_MS = 60_000;

/**
 * Handles one event, or one batch, until it is done: tries again, leaves out, or puts away, as the
 * connector says.
 */
export class UnitOfEvents {
  private attempt = 0;

  constructor(
    private readonly events: readonly DeliveredEvent[],
    private readonly handler: EventHandler,
    private readonly parts: StreamParts,
    private readonly signals: UnitSignals,
  ) {}

  /**
   * Gives a promise when it takes longer; of true when the events are done, false when they were
   * given up because of a stop.
   *
   * @throws ConnectorError that ends the connector
   */
  run(): Promise<boolean> | true {
    try {
      const pending = this.try();
      if (pending)
        return pending.then(
          () => this.done(),
          (error: unknown) => this.again(error),
        );
    } catch (error) {
      return this.again(error);
    }

    return this.done();
  }

  private try(): Promise<void> | undefined {
    this.attempt += 1;
    for (const event of this.events) event.attempt = this.attempt;

    return this.handler.handle(this.events, this.signals.abandoned);
  }

  private done(): true {
    this.parts.tally.handled += this.events.length;

    return true;
  }

  private async again(first: unknown): Promise<boolean> {
    for (let thrown = first; ;) {
      if (this.signals.abandoned.aborted) return false;
      const error = asConnectorError(thrown, this.handler.where);
      const ms = this.pauseMs(error);
      if (ms === undefined) return this.giveUp(error);
      this.logRetry(error, ms);
      const { ending } = this.signals;
      await this.parts.clock.pause(ms, ending).catch(() => undefined);
      if (ending.aborted) return false;
      this.parts.tally.retried += 1;
      try {
        await this.try();
        return this.done();
      } catch (next) {
        thrown = next;
      }
    }
  }

  /** Milliseconds to the next try; undefined for none. */
  private pauseMs(error: ConnectorError): number | undefined {
    const { onError, retries } = this.parts.blueprint;
    if (error.recovery === 'skip' || error.code === 'SOURCE_FATAL') return undefined;
    const isEndless = onError === 'retry';
    if (!isEndless && (error.recovery !== 'retry' || this.attempt > retries)) return undefined;
    if (error instanceof RetryableError && error.afterMs !== undefined) return error.afterMs;
    const { random = Math.random } = this.parts;

    return backOffMs(this.attempt, { longestMs: LONGEST_MS, random });
  }

  private async giveUp(error: ConnectorError): Promise<boolean> {
    const { blueprint, tally, log, deadLetters } = this.parts;
    if (error.code === 'SOURCE_FATAL') throw error;
    if (this.isToBeSplit(error)) return this.halves();
    const { code, message: reason, fix } = error;
    const [first] = this.events;
    const facts = { event: first?.id, entity: first?.entityId, code, reason };
    tally.note(error, first?.entityId ?? '');
    if (error.recovery === 'skip') {
      tally.skipped += this.events.length;
      log.warn('event skipped', facts);
      return true;
    }
    if (blueprint.onError === 'stop') throw error;
    for (const event of this.events) {
      await deadLetters.add(
        { name: event.type, id: event.id, text: event.text },
        error,
        this.attempt,
      );
    }
    tally.deadLettered += this.events.length;
    log.error('event put into the dead-letter file', { ...facts, attempts: this.attempt, fix });

    return true;
  }

  /** What only needs time would fail in halves as well. */
  private isToBeSplit({ recovery }: ConnectorError): boolean {
    const { batch } = this.parts.handlers;

    return batch?.split === true && this.events.length > 1 && recovery === 'stop';
  }

  /** One half after the other: the order of the stream stays. */
  private async halves(): Promise<boolean> {
    const middle = Math.ceil(this.events.length / 2);
    for (const events of [this.events.slice(0, middle), this.events.slice(middle)]) {
      if (this.signals.ending.aborted) return false;
      const half = new UnitOfEvents(events, this.handler, this.parts, this.signals);
      if (!(await half.run())) return false;
    }

    return true;
  }

  private logRetry({ code, message: reason }: ConnectorError, inMs: number): void {
    const [first] = this.events;
    const facts = {
      event: first?.id,
      entity: first?.entityId,
      code,
      reason,
      attempt: this.attempt,
      inMs,
    };
    if (this.attempt === 1) this.parts.log.warn('event failed, trying again', facts);
    else this.parts.log.debug('event failed again', facts);
  }
}
