import { setMaxListeners } from 'node:events';
import { backOffMs } from '../http/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { Arrival } from './arrival.js';
import { excerpt } from './excerpt.js';
import { NotBegun, type Flight } from './flight.js';
import type { HandleMessage, InboxOptions } from './inbox.js';
import { Leases } from './leases.js';
import type { Parcel } from './parcel.js';
import { readRequest, type InboundRequest, type Unreadable } from './read-request.js';
import { RequestRuns } from './request-runs.js';
import { thrownFacts } from './thrown-facts.js';

/** What the protocol decides: how the other side behaves, and the defaults that fit it. */
export interface IntakeProtocol {
  readonly ackAfter: 'outcome' | 'receipt';
  readonly leaseMs: number;
  /** Whether the other side says of a message that it was delivered before. */
  readonly tellsRedelivery: boolean;
}

type Outcome = 'reported' | 'unreported' | 'not begun';

/**
 * What happens to a message between its arrival and its end, whatever brings it: it is read, its
 * request is run, it is kept in hand by a lease meanwhile, and settled as the run ended.
 */
export class Intake {
  private readonly runs: RequestRuns;
  /** Deliveries in hand, each until it is settled. */
  private readonly inHand = new Map<Parcel, Promise<void>>();
  /** What those that wait or are worked on wait for. */
  private readonly flights = new Map<Parcel, Flight>();
  private readonly leaseMs: number;
  private readonly leases: Leases;
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: InboxOptions,
    private readonly protocol: IntakeProtocol,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.runs = new RequestRuns(options, clock, log);
    this.leaseMs = options.leaseMs ?? protocol.leaseMs;
    this.leases = new Leases(this.leaseMs, clock);
    // Every pause listens to it.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Call it before the first message is taken. */
  open(handle: HandleMessage): Promise<void> {
    return this.runs.open(handle);
  }

  /** Takes a message and sees to it. Resolves when nothing of it is in hand any more. */
  take(parcel: Parcel): Promise<void> {
    const settled = this.settle(parcel)
      .catch((error: unknown) => this.log.error('message could not be settled', thrownFacts(error)))
      .finally(() => this.inHand.delete(parcel));
    this.inHand.set(parcel, settled);

    return settled;
  }

  /** Gives back what nobody works on yet, and everything that comes from now on. */
  stop(): void {
    this.stopping.abort();
    for (const [parcel, flight] of this.flights) this.leave(parcel, flight);
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
    this.leases.close();
    if (!signal?.aborted) return;

    const left = [...this.inHand.keys()];
    const lost = left.filter(parcel => parcel.isAcknowledged).length;
    if (left.length > 0) this.log.warn('requests left unfinished', { requests: left.length, lost });
    await this.runs.abandon(signal.reason);
  }

  private async settle(parcel: Parcel): Promise<void> {
    if (this.stopping.signal.aborted && parcel.giveBack()) return;
    const receivedAt = this.clock.now();
    const request = readRequest(parcel.content);
    if (!('key' in request)) return this.refuse(parcel, request, receivedAt);

    await this.seeThrough(this.admit(parcel, request, receivedAt));
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
      this.log.error('malformed message could not be reported', thrownFacts(error));
    }
    parcel.drop(unreadable.reason);
  }

  private admit(parcel: Parcel, request: InboundRequest, receivedAt: Date): Arrival {
    const { ackAfter = this.protocol.ackAfter } = this.options;
    if (ackAfter === 'receipt') parcel.acknowledge();
    const { key, workId } = request;

    return {
      request,
      parcel,
      receivedAt,
      mayBeRepeated: parcel.redelivered || !this.protocol.tellsRedelivery,
      unexplained: this.runs.arrived(key, parcel.returns),
      log: workId === undefined ? this.log : this.log.child({ work: workId }),
    };
  }

  private async seeThrough(arrival: Arrival): Promise<void> {
    const { request, parcel, log } = arrival;

    for (let isLast = false; ;) {
      const outcome = await this.attempt(arrival);
      if (outcome === 'reported') return parcel.acknowledge();
      if (isLast || this.runs.abandonment.aborted) break;

      isLast = this.stopping.signal.aborted;
      if (outcome === 'unreported') await this.pause(request.key);
      if (parcel.giveBack()) return;
    }
    // Before the end, a last try has been made for what nobody would bring again.
    if (!parcel.giveBack()) log.error('request lost: its outcome was never reported');
  }

  private async attempt(arrival: Arrival): Promise<Outcome> {
    const { request, parcel, mayBeRepeated, log } = arrival;
    if (mayBeRepeated && this.runs.isReported(request.key)) {
      log.info('request came again after its outcome was reported');
      return 'reported';
    }

    const flight = this.runs.join(arrival);
    const giveUpLease = this.lease(arrival, flight);
    this.flights.set(parcel, flight);
    if (this.stopping.signal.aborted) this.leave(parcel, flight);
    try {
      await flight.landed;
      return 'reported';
    } catch (error) {
      return error instanceof NotBegun ? 'not begun' : 'unreported';
    } finally {
      this.flights.delete(parcel);
      giveUpLease();
    }
  }

  /** What the other side would bring again need not wait for its turn here. */
  private leave(parcel: Parcel, flight: Flight): void {
    if (!parcel.isAcknowledged) flight.leave();
  }

  /** Keeps a message in hand only as long as the other side has patience. */
  private lease({ parcel, log }: Arrival, flight: Flight): () => void {
    if (parcel.isAcknowledged) return () => undefined;

    return this.leases.hold(() => {
      if (!flight.hasBegun) return flight.leave();
      parcel.acknowledge();
      // Without its connection it went back to the queue; its next delivery has a lease of its own.
      if (!parcel.isAcknowledged) return;
      const seconds = Math.round(this.leaseMs / 1_000);
      log.warn('request takes long: acknowledged early, a crash would lose it', { seconds });
    });
  }

  private async pause(key: string): Promise<void> {
    const ms = backOffMs(Math.max(1, this.runs.rejections(key)), this.options.retry);
    await this.clock.pause(ms, this.stopping.signal).catch(() => undefined);
  }
}
