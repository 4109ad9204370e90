import { setMaxListeners } from 'node:events';
import type { Clock, Logger } from '../injection/index.js';
import type { Arrival } from './arrival.js';
import { Flight } from './flight.js';
import { concurrencyOf } from './inbox-limits.js';
import type { HandleMessage, InboxMessage, InboxOptions } from './inbox.js';
import { KeyCounts } from './key-counts.js';
import { Lanes } from './lanes.js';
import { INNOCENT, PoisonGuard, type Suspicion } from './poison-guard.js';
import { RecentKeys } from './recent-keys.js';
import { thrownFacts } from './thrown-facts.js';

/**
 * The runs of requests: each request once at a time, a bounded number together, poison kept from the
 * handler, and what was reported lately remembered.
 */
export class RequestRuns {
  private readonly lanes: Lanes;
  /** Suspects run one at a time, so that the next death is that of the culprit alone. */
  private readonly suspects = new Lanes(1);
  private readonly guard: PoisonGuard;
  private readonly flights = new Map<string, Flight>();
  private readonly reported: RecentKeys;
  private readonly rejected = new KeyCounts();
  private readonly abandoned = new AbortController();
  private handle: HandleMessage = async () => undefined;

  constructor(
    private readonly options: InboxOptions,
    clock: Clock,
    log: Logger,
  ) {
    this.lanes = new Lanes(concurrencyOf(options));
    this.guard = new PoisonGuard(options.journal, log);
    this.reported = new RecentKeys(clock);
    // Every request in progress may listen to it.
    setMaxListeners(0, this.abandoned.signal);
  }

  /** Aborts when the handlers are not waited for any more. */
  get abandonment(): AbortSignal {
    return this.abandoned.signal;
  }

  /** Call it before the first request comes in. */
  async open(handle: HandleMessage): Promise<void> {
    this.handle = handle;
    await this.guard.open();
  }

  /** Tells how many earlier deliveries of the same request this process can't account for. */
  arrived(key: string, returns: number | undefined): number {
    return this.guard.arrived(key, returns);
  }

  /** Whether the outcome of a request was reported lately. */
  isReported(key: string): boolean {
    return this.reported.has(key);
  }

  /** How often in a row the outcome of a request could not be reported. */
  rejections(key: string): number {
    return this.rejected.of(key);
  }

  /** The run of this request that is underway, or a new one. */
  join(arrival: Arrival): Flight {
    const { key } = arrival.request;
    const underway = this.flights.get(key);
    if (underway) {
      arrival.log.info('request came again while it is worked on');
      return underway;
    }

    let suspicion = INNOCENT;
    const enter = async (signal: AbortSignal): Promise<() => void> => {
      suspicion = await this.judge(arrival);
      return this.enter(suspicion, signal);
    };
    const flight = new Flight(enter, () => this.run(arrival, suspicion));
    const forget = (): void => void this.flights.delete(key);
    this.flights.set(key, flight);
    flight.landed.then(forget, forget);

    return flight;
  }

  /** Aborts the handlers' signals and starts nothing more. What is unfinished killed nobody. */
  async abandon(reason: unknown): Promise<void> {
    this.abandoned.abort(reason);
    for (const flight of this.flights.values()) flight.leave();
    await this.guard.releaseAll();
  }

  private async judge({ request, mayBeRepeated, unexplained }: Arrival): Promise<Suspicion> {
    const wasTried = this.rejections(request.key) > 0;

    return mayBeRepeated || wasTried ? this.guard.judge(request.key, unexplained) : INNOCENT;
  }

  private async enter({ isSuspect }: Suspicion, signal: AbortSignal): Promise<() => void> {
    if (!isSuspect) {
      await this.lanes.enter(signal);
      return () => this.lanes.leave();
    }

    await this.suspects.enter(signal);
    try {
      await this.lanes.enter(signal);
    } catch (error) {
      this.suspects.leave();
      throw error;
    }
    return () => {
      this.lanes.leave();
      this.suspects.leave();
    };
  }

  private async run(arrival: Arrival, suspicion: Suspicion): Promise<void> {
    const { key } = arrival.request;
    try {
      await this.handOver(arrival, suspicion);
    } catch (error) {
      const tries = this.rejected.increment(key);
      arrival.log.warn('outcome could not be reported', { ...thrownFacts(error), tries });
      await this.guard.release(key);
      throw error;
    }

    this.rejected.forget(key);
    this.reported.add(key);
    await this.guard.settle(key);
  }

  private async handOver(arrival: Arrival, { deaths, isPoison }: Suspicion): Promise<void> {
    const { request, parcel, receivedAt, log } = arrival;
    const { key, body } = request;
    const redelivered = parcel.redelivered || this.rejections(key) > 0;
    const message: InboxMessage = { body, redelivered, receivedAt };
    if (isPoison) {
      log.error('request given up: processes died while working on it', { deaths });
      return this.options.onPoison?.(message, deaths);
    }

    await this.guard.begin(key);
    await this.handle(message, this.abandoned.signal);
  }
}
