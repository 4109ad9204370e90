/** How much may be in hand. */
export interface RoomLimits {
  readonly messages: number;
  /** Bytes of bodies. */
  readonly bytes: number;
}

/** The place of one message. */
export interface Seat {
  /** Corrects the size, once it is known. */
  resize(bytes: number): void;
  /** Gives the place to another. Harmless twice. */
  leave(): void;
}

/**
 * Counts the messages in hand, so that a caller can be told to come again later. A message that is
 * larger than the whole room gets a seat when it is empty.
 */
export class WaitingRoom {
  private messages = 0;
  private bytes = 0;

  constructor(private readonly limits: RoomLimits) {}

  /** A seat, or undefined when the room is full. */
  enter(bytes: number): Seat | undefined {
    const isFull = this.messages >= this.limits.messages || this.bytes + bytes > this.limits.bytes;
    if (isFull && this.messages > 0) return undefined;

    let held = bytes;
    let isTaken = true;
    this.messages += 1;
    this.bytes += held;

    return {
      resize: size => {
        this.bytes += size - held;
        held = size;
      },
      leave: () => {
        if (!isTaken) return;
        isTaken = false;
        this.messages -= 1;
        this.bytes -= held;
      },
    };
  }
}
