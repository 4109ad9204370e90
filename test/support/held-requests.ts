import type { HandleMessage, InboxMessage } from '../../src/transport/index.js';
import { deferred, type Deferred } from './deferred.js';
import { workOf } from './request-message.js';

/** One call of a handler, which lasts until the test ends it. */
export interface HeldRequest extends Deferred {
  readonly work: string | null;
  readonly message: InboxMessage;
  readonly signal: AbortSignal;
}

/** A handler that works on a request until a test says how it ends. */
export class HeldRequests {
  /** Every call so far, in order. */
  readonly calls: HeldRequest[] = [];
  private readonly waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  readonly handle: HandleMessage = (message, signal) => {
    const call = { ...deferred(), message, signal, work: workOf(message.body) };
    this.calls.push(call);
    for (const one of this.waiting.filter(({ count }) => this.calls.length >= count)) one.resolve();

    return call.promise;
  };

  /** The works that were handed over, in order. */
  get works(): (string | null)[] {
    return this.calls.map(({ work }) => work);
  }

  /** Call number `index`, from 0. */
  at(index: number): HeldRequest {
    const call = this.calls.at(index);
    if (!call) throw new Error(`there was no call ${index}`);

    return call;
  }

  /** Resolves once there have been so many calls. */
  async whenCalls(count: number): Promise<void> {
    if (this.calls.length >= count) return;
    await new Promise<void>(resolve => this.waiting.push({ count, resolve }));
  }
}
