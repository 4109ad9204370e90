import type { Parcel } from '../../../src/transport/index.js';

/** How a {@link FakeParcel} departs from a first delivery. */
export interface FakeDelivery {
  readonly redelivered?: boolean;
  readonly returns?: number;
  /** Whether its connection is gone: it can't be settled any more. */
  readonly isOrphan?: boolean;
}

/** A message without anything behind it, which records how it was settled. */
export class FakeParcel implements Parcel {
  /** What was done with it, in order. */
  readonly settlements: string[] = [];
  readonly content: Buffer;
  readonly redelivered: boolean;
  readonly returns?: number;
  isAcknowledged = false;
  isOrphan: boolean;

  constructor(content: string | Buffer, delivery: FakeDelivery = {}) {
    this.content = Buffer.from(content);
    this.redelivered = delivery.redelivered ?? false;
    this.isOrphan = delivery.isOrphan ?? false;
    if (delivery.returns !== undefined) this.returns = delivery.returns;
  }

  acknowledge(): void {
    if (this.isAcknowledged || this.isOrphan) return;
    this.isAcknowledged = true;
    this.settlements.push('acknowledged');
  }

  drop(reason: string): void {
    this.isAcknowledged = true;
    this.settlements.push(`dropped: ${reason}`);
  }

  giveBack(): boolean {
    if (!this.isAcknowledged) this.settlements.push('given back');

    return !this.isAcknowledged;
  }
}
