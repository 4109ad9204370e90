import { Duration } from '../../config/index.js';
import { StreamError, asConnectorError, type ConnectorError } from '../../errors/index.js';
import {
  comparePositions,
  endsRecovery,
  isPosition,
  isStreamEvent,
  type LiveStream,
  type StreamMessage,
  type StreamStart,
} from '../../platform/index.js';
import { Batcher } from './batcher.js';
import { Checkpoint } from './checkpoint.js';
import { DeliveredEvent } from './delivered-event.js';
import { Lanes } from './lanes.js';
import { RateGate } from './rate-gate.js';
import type { StreamParts } from './stream-parts.js';
import { UnitOfEvents } from './unit-of-events.js';
import type { EventHandler } from './event-handlers.js';

/** How a stream is followed. */
export interface FollowOptions {
  readonly parts: StreamParts;
  readonly stream: Pick<LiveStream, 'read'>;
  readonly start: StreamStart;
  /** Ends it: what waits is let go, what runs is finished. */
  readonly ending: AbortSignal;
  /** Gives up what runs. */
  readonly abandoned: AbortSignal;
  /** Ends it when it has caught up with the present. */
  readonly once: boolean;
  /** Told of each move of the place from which the stream may go on. */
  onPosition(position: string, isQuiet: boolean): void;
  /** Told when OpenCTI brings nothing up to date from what it has stored. */
  onNoRecovery?(): void;
}

/**
 * Reads a stream from a start and hands its events to their handlers until it is ended. Rejects with
 * the error that ends the connector, once what ran has ended.
 */
export function followStream(options: FollowOptions): Promise<void> {
  return new Following(options).run();
}

/** An event that waits for its turn. */
interface Held {
  readonly event: DeliveredEvent;
  readonly handler: EventHandler;
  readonly done: () => void;
}

/** Characters of events that are held at most, whatever their number. */
const MAX_HELD_CHARACTERS = 32_000_000;

class Following {
  private readonly checkpoint: Checkpoint;
  private readonly lanes: Lanes;
  private readonly events: RateGate;
  private readonly batches: RateGate;
  private readonly batcher: Batcher<Held> | undefined;
  private readonly failed = new AbortController();
  private readonly ending: AbortSignal;
  private failure: ConnectorError | undefined;
  private heldEvents = 0;
  private heldCharacters = 0;
  private handledSince = 0;
  private target: string | undefined;
  private isCaughtUp = false;

  constructor(private readonly options: FollowOptions) {
    const { parts, start, ending } = options;
    const { blueprint, clock, handlers } = parts;
    const { batch } = handlers;
    this.checkpoint = new Checkpoint(start.from);
    this.ending = AbortSignal.any([ending, this.failed.signal]);
    this.events = new RateGate(blueprint.maxPerMinute, clock);
    this.batches = new RateGate(batch?.maxPerMinute, clock);
    this.lanes = new Lanes(batch ? 1 : blueprint.concurrency);
    this.batcher =
      batch &&
      new Batcher<Held>({
        size: batch.size,
        withinMs: Duration.parse(batch.within).milliseconds,
        clock,
        take: held => this.offer(held, ['batch']),
      });
  }

  async run(): Promise<void> {
    const { stream, start, parts } = this.options;
    const reading = new AbortController();
    const signal = AbortSignal.any([this.ending, reading.signal]);
    try {
      for await (const messages of stream.read(start, signal)) {
        for (const message of messages) {
          const pause = this.take(message);
          if (pause) await pause;
          if (signal.aborted) break;
        }
        this.advance();
        if (this.isCaughtUp) break;
      }
    } catch (error) {
      if (!this.ending.aborted) this.fail(error);
    } finally {
      reading.abort();
    }
    await this.finish();
    parts.tally.position = this.checkpoint.position;
    if (this.failure) throw this.failure;
  }

  private async finish(): Promise<void> {
    if (this.failure) this.batcher?.drop();
    else this.batcher?.flush();
    if (this.ending.aborted) this.lanes.close();
    const close = (): void => this.lanes.close();
    this.ending.addEventListener('abort', close, { once: true });
    await this.lanes.idle();
    this.ending.removeEventListener('abort', close);
    this.batcher?.drop();
    this.advance();
  }

  /** Gives a promise only where it has to wait: most events cost no turn of the event loop. */
  private take(message: StreamMessage): Promise<void> | undefined {
    if (isStreamEvent(message) || message.isTooLarge) return this.event(message);
    this.technical(message);

    return undefined;
  }

  private technical(message: StreamMessage): void {
    const { name, id, text } = message;
    if (name === 'connected') this.target = lastIdIn(text);
    if (endsRecovery(message)) {
      this.options.parts.log.warn('the stream can not recover old data');
      this.options.onNoRecovery?.();
    }
    if (id === undefined) return;
    this.checkpoint.mark(id);
    const isThere = this.target === undefined || comparePositions(id, this.target) >= 0;
    if (this.options.once && isThere) this.isCaughtUp = true;
  }

  private event(message: StreamMessage): Promise<void> | undefined {
    const { parts, abandoned } = this.options;
    parts.tally.received += 1;
    const done = this.checkpoint.begin(message.id);
    try {
      const event = DeliveredEvent.read(message, { signal: abandoned, log: parts.log });
      const handler = parts.handlers.of(event);
      if (handler) return this.hold({ event, handler, done: this.releaser(message, done) });
      parts.tally.ignored += 1;
      done();
      return undefined;
    } catch (error) {
      return this.unreadable(message, error, done);
    }
  }

  private async unreadable(
    message: StreamMessage,
    thrown: unknown,
    done: () => void,
  ): Promise<void> {
    const { parts } = this.options;
    const error = asConnectorError(thrown);
    const isStop = parts.blueprint.onError === 'stop' || !(thrown instanceof StreamError);
    if (isStop) return this.fail(error);
    const { code, message: reason } = error;
    try {
      await parts.deadLetters.add(message, error, 0);
      parts.tally.deadLettered += 1;
      parts.tally.note(error, message.id ?? '');
      parts.log.error('event put into the dead-letter file', { event: message.id, code, reason });
      done();
    } catch (failure) {
      this.fail(failure);
    }
  }

  private hold(held: Held): Promise<void> | undefined {
    if (this.options.parts.blueprint.maxPerMinute !== undefined) return this.holdInTime(held);
    this.enter(held);

    return this.isFull ? this.room() : undefined;
  }

  private async holdInTime(held: Held): Promise<void> {
    try {
      await this.events.pass(this.ending);
    } catch {
      return;
    }
    this.enter(held);
    if (this.isFull) await this.room();
  }

  private enter(held: Held): void {
    if (this.batcher) this.batcher.add(held);
    else this.offer([held], held.event.keys);
  }

  private get isFull(): boolean {
    const { maxHeld } = this.options.parts.blueprint;
    const most = Math.max(maxHeld, this.options.parts.handlers.batch?.size ?? 0);
    const isOver = this.heldEvents >= most || this.heldCharacters >= MAX_HELD_CHARACTERS;

    return (isOver && this.lanes.held > 0) || this.checkpoint.isFarAhead;
  }

  private async room(): Promise<void> {
    const { ending } = this;
    const close = (): void => this.lanes.close();
    ending.addEventListener('abort', close, { once: true });
    while (this.isFull && !ending.aborted) {
      await this.lanes.change();
      this.advance();
    }
    ending.removeEventListener('abort', close);
  }

  private offer(held: readonly Held[], keys: readonly string[]): void {
    this.lanes.offer({ keys, run: () => this.work(held) });
  }

  private work(held: readonly Held[]): Promise<void> | undefined {
    const [first] = held;
    if (!first) return undefined;
    const events = held.map(({ event }) => event);
    const { parts, abandoned } = this.options;
    const unit = new UnitOfEvents(events, first.handler, parts, { ending: this.ending, abandoned });
    if (parts.handlers.batch?.maxPerMinute !== undefined) {
      const turn = this.batches.pass(this.ending).then(() => unit.run());
      return this.settled(turn, held);
    }
    const outcome = unit.run();
    if (outcome === true) {
      this.done(held);
      return undefined;
    }

    return this.settled(outcome, held);
  }

  private async settled(outcome: Promise<boolean>, held: readonly Held[]): Promise<void> {
    try {
      if (await outcome) this.done(held);
    } catch (error) {
      if (!this.ending.aborted) this.fail(error);
    }
    this.advance();
  }

  private done(held: readonly Held[]): void {
    for (const { done } of held) done();
    this.handledSince += held.length;
  }

  private releaser({ text }: StreamMessage, done: () => void): () => void {
    this.heldEvents += 1;
    this.heldCharacters += text.length;

    return () => {
      this.heldEvents -= 1;
      this.heldCharacters -= text.length;
      done();
    };
  }

  private advance(): void {
    const before = this.checkpoint.position;
    this.checkpoint.advance();
    const { position } = this.checkpoint;
    if (position === before) return;
    this.options.parts.tally.position = position;
    this.options.onPosition(position, this.handledSince === 0);
    this.handledSince = 0;
  }

  private fail(error: unknown): void {
    this.failure ??= asConnectorError(error);
    this.failed.abort();
  }
}

/** Where the stream stood when it was opened; undefined when it was empty. */
function lastIdIn(text: string): string | undefined {
  try {
    const { lastEventId } = JSON.parse(text) as { lastEventId?: unknown };
    return isPosition(lastEventId) ? lastEventId : undefined;
  } catch {
    return undefined;
  }
}
