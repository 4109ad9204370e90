import { backOffMs } from '../http/index.js';
import type { Clock, Logger } from '../injection/index.js';
import { excerpt } from './excerpt.js';
import { Flight, NotBegun } from './flight.js';
import type { HandleMessage, InboxMessage, InboxOptions } from './inbox.js';
import { KeyCounts } from './key-counts.js';
import { Lanes } from './lanes.js';
import type { Parcel } from './parcel.js';
import { PoisonGuard } from './poison-guard.js';
import { readRequest, type InboundRequest, type Unreadable } from './read-request.js';
import { RecentKeys } from './recent-keys.js';

/** What an intake goes by: an inbox's options, with the defaults of its protocol in place. */
export interface IntakeOptions extends InboxOptions {
  readonly ackAfter: 'outcome' | 'receipt';
  readonly leaseMs: number;
  /** Whether what was reported lately is known again even if nobody says that it is redelivered. */
  readonly isForgetful: boolean;
}

/** One delivery on its way through. */
interface Arrival {
  readonly request: InboundRequest;
  readonly parcel: Parcel;
  readonly receivedAt: Date;
  /** Earlier deliveries that this process can't account for. */
  readonly unexplained: number;
  readonly log: Logger;
}

type Outcome = 'reported' | 'unreported' | 'not begun';

/**
 * What happens to a message between its arrival and its end, whatever brings it: it is read, run
 * once at a time however often it is delivered, kept in hand by a lease, run again when its outcome
 * could not be reported, and settled.
 */
export class Intake {
  private readonly concurrency: number;
  private readonly lanes: Lanes;
  private readonly guard: PoisonGuard;
  private readonly flights = new Map<string, Flight>();
  private readonly reported: RecentKeys;
  private readonly rejections = new KeyCounts();
  /** Deliveries in hand, each until it is settled. */
  private readonly inHand = new Map<Parcel, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly abandoned = new AbortController();
  private handle: HandleMessage = async () => undefined;

  constructor(
    private readonly options: IntakeOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.concurrency = options.concurrency ?? 1;
    this.lanes = new Lanes(this.concurrency);
    this.guard = new PoisonGuard(options.journal, log);
    this.reported = new RecentKeys(clock);
  }

  /** Deliveries in hand: those that wait, those that are worked on, and those in a pause. */
  get size(): number {
    return this.inHand.size;
  }

  /** Call it before the first message is taken. */
  async open(handle: HandleMessage): Promise<void> {
    this.handle = handle;
    await this.guard.open();
  }

  /** Takes a message and sees to it; it is settled later. */
  take(parcel: Parcel): void {
    const settled = this.settle(parcel)
      .catch((error: unknown) => this.log.error('message could not be settled', facts(error)))
      .finally(() => this.inHand.delete(parcel));
    this.inHand.set(parcel, settled);
  }

  /** Gives back what nobody works on yet, and everything that comes from now on. */
  stop(): void {
    this.stopping.abort();
  }

  /**
   * Resolves once nothing is in hand any more, or the signal aborts: then the handlers' signals
   * abort, and what is left is neither waited for nor settled.
   */
  async drain(signal?: AbortSignal): Promise<void> {
    const patience = new AbortController();
    const impatient = new Promise<void>(resolve => {
      const end = (): void => resolve();
      if (signal?.aborted) end();
      signal?.addEventListener('abort', end, { once: true, signal: patience.signal });
    });
    await Promise.race([Promise.all(this.inHand.values()), impatient]);
    patience.abort();
    if (!signal?.aborted) return;

    this.abandon(signal.reason);
    await this.guard.releaseAll();
  }

  private abandon(reason: unknown): void {
    const lost = [...this.inHand.keys()].filter(parcel => parcel.isAcknowledged).length;
    if (this.inHand.size > 0) {
      this.log.warn('requests left unfinished', { requests: this.inHand.size, lost });
    }
    this.abandoned.abort(reason);
    for (const flight of this.flights.values()) flight.leave();
  }

  private async settle(parcel: Parcel): Promise<void> {
    if (this.stopping.signal.aborted && parcel.giveBack()) return;
    const receivedAt = this.clock.now();
    const request = readRequest(parcel.content);
    if (!('key' in request)) return this.refuse(parcel, request, receivedAt);

    if (this.options.ackAfter === 'receipt') parcel.acknowledge();
    const unexplained = this.guard.arrived(request.key, parcel);
    const log = request.workId === undefined ? this.log : this.log.child({ work: request.workId });
    await this.seeThrough({ request, parcel, receivedAt, unexplained, log });
  }

  /** A message that is no request would come again for ever: it goes for good. */
  private async refuse(parcel: Parcel, unreadable: Unreadable, receivedAt: Date): Promise<void> {
    const { content } = parcel;
    const malformed = { ...unreadable, bytes: content.length, beginning: excerpt(content) };
    const { workId: work, ...shown } = malformed;
    this.log.warn('malformed message dropped', { ...shown, ...(work !== undefined && { work }) });
    try {
      await this.options.onMalformed?.({ ...malformed, receivedAt });
    } catch (error) {
      this.log.error('malformed message could not be reported', facts(error));
    }
    parcel.drop(unreadable.reason);
  }

  private async seeThrough(arrival: Arrival): Promise<void> {
    const { request, parcel } = arrival;

    for (let isLast = false; ; ) {
      const outcome = await this.attempt(arrival);
      if (outcome === 'reported') return parcel.acknowledge();
      if (isLast || this.abandoned.signal.aborted) break;

      isLast = this.stopping.signal.aborted;
      if (outcome === 'unreported') await this.pause(request.key);
      if (parcel.giveBack()) return;
    }
    // Before the end, a last try has been made for what nobody would bring again.
    if (!parcel.giveBack()) arrival.log.error('request lost: its outcome was never reported');
  }

  private async attempt(arrival: Arrival): Promise<Outcome> {
    const { request, parcel, log } = arrival;
    const isKnown = (parcel.redelivered || this.options.isForgetful) && !this.flights.has(request.key);
    if (isKnown && this.reported.has(request.key)) {
      log.info('request came again after its outcome was reported');
      return 'reported';
    }

    const flight = this.join(arrival);
    const lease = new AbortController();
    void this.lease(arrival, flight, lease.signal);
    try {
      await flight.landed;
      return 'reported';
    } catch (error) {
      return error instanceof NotBegun ? 'not begun' : 'unreported';
    } finally {
      lease.abort();
    }
  }

  /** The run of this request that is underway, or a new one. */
  private join(arrival: Arrival): Flight {
    const { request, log } = arrival;
    const underway = this.flights.get(request.key);
    if (underway) {
      log.info('request came again while it is worked on');
      return underway;
    }

    const flight = new Flight(this.lanes, () => this.run(arrival));
    this.flights.set(request.key, flight);
    const forget = (): void => void this.flights.delete(request.key);
    flight.landed.then(forget, forget);
    this.leaveOnStop(arrival.parcel, flight);

    return flight;
  }

  /** What the other side would bring again need not wait for its turn here. */
  private leaveOnStop(parcel: Parcel, flight: Flight): void {
    const { signal } = this.stopping;
    const leave = (): void => (parcel.isAcknowledged ? undefined : flight.leave());
    const stay = (): void => signal.removeEventListener('abort', leave);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    flight.landed.then(stay, stay);
  }

  private async run(arrival: Arrival): Promise<void> {
    const { request, parcel, receivedAt, log } = arrival;
    const { key, body } = request;
    const wasTried = this.rejections.of(key) > 0;
    const redelivered = parcel.redelivered || wasTried;
    const message: InboxMessage = { body, redelivered, receivedAt };
    const deaths = redelivered ? await this.guard.deathsOn(key, arrival.unexplained) : 0;

    try {
      if (deaths > 0) await this.condemn(message, deaths, log);
      else await this.work(key, message);
    } catch (error) {
      const rejections = this.rejections.increment(key);
      log.warn('outcome could not be reported', { ...facts(error), tries: rejections });
      await this.guard.release(key);
      throw error;
    }

    this.rejections.forget(key);
    this.reported.add(key);
    await this.guard.settle(key);
  }

  private async work(key: string, message: InboxMessage): Promise<void> {
    await this.guard.begin(key);
    await this.handle(message, this.abandoned.signal);
  }

  private async condemn(message: InboxMessage, deaths: number, log: Logger): Promise<void> {
    log.error('request given up: processes died while working on it', { deaths });
    await this.options.onPoison?.(message, deaths);
  }

  /** Keeps a message in hand only as long as the other side has patience. */
  private async lease({ parcel, log }: Arrival, flight: Flight, signal: AbortSignal): Promise<void> {
    if (parcel.isAcknowledged) return;
    const { leaseMs } = this.options;
    try {
      await this.clock.sleep(leaseMs, signal);
    } catch {
      return;
    }
    if (!flight.hasBegun) return flight.leave();

    parcel.acknowledge();
    log.warn('request takes long: acknowledged early, a crash would lose it', {
      seconds: Math.round(leaseMs / 1_000),
    });
  }

  private async pause(key: string): Promise<void> {
    const ms = backOffMs(Math.max(1, this.rejections.of(key)), this.options.retry);
    await this.clock.sleep(ms, this.stopping.signal).catch(() => undefined);
  }
}

function facts(error: unknown): { readonly reason: string; readonly code?: string } {
  const reason = error instanceof Error ? error.message : String(error);
  const code = (error as { readonly code?: unknown } | null)?.code;

  return { reason, ...(typeof code === 'string' && { code }) };
}
