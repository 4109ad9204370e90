import type { Parcel } from './parcel.js';

/** What a caller is told. */
export interface CallbackAnswer {
  /** OpenCTI's worker takes 200 and 202 off its queue, and comes again after everything else. */
  readonly status: 200 | 202 | 503;
  readonly message: string;
}

/** A message that was posted; settling it answers the caller. */
export class CallbackParcel implements Parcel {
  /** Nobody tells over HTTP. */
  readonly redelivered = false;
  private isTaken = false;

  /** @param answer called for each settlement; only the first counts */
  constructor(
    readonly content: Buffer,
    private readonly answer: (answer: CallbackAnswer) => void,
  ) {}

  get isAcknowledged(): boolean {
    return this.isTaken;
  }

  acknowledge(): void {
    this.isTaken = true;
    this.answer({ status: 202, message: 'accepted' });
  }

  /** An error status would bring it back for ever. */
  drop(reason: string): void {
    this.isTaken = true;
    this.answer({ status: 200, message: `dropped, because ${reason}` });
  }

  giveBack(): boolean {
    if (!this.isTaken) this.answer({ status: 503, message: 'not done, send it again' });

    return !this.isTaken;
  }
}
