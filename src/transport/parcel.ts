/** A message as it came in, and the ways to settle it. Settled once; what comes after has no effect. */
export interface Parcel {
  readonly content: Buffer;
  /** Whether the other side says that it was delivered before. */
  readonly redelivered: boolean;
  /** Earlier deliveries that were not acknowledged, where the broker counts them. */
  readonly returns?: number;
  /** Whether it was acknowledged: nobody will bring it again. */
  readonly isAcknowledged: boolean;
  /** The request is done, or safe with this process. */
  acknowledge(): void;
  /** It is no request: takes it off the queue for good. */
  drop(reason: string): void;
  /** Hands it back, to be brought again. False when that is too late: this process alone has it. */
  giveBack(): boolean;
}
