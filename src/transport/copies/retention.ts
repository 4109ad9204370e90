import type { Clock } from '../../injection/index.js';

/** Copies are looked through at most so often, however many are written. */
const LOOK_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Says when old copies are to be looked for, and which are old. */
export class Retention {
  private nextAt = Number.NEGATIVE_INFINITY;

  /** @param days that copies are kept; 0 keeps them for ever. */
  constructor(
    private readonly days: number,
    private readonly clock: Clock,
  ) {}

  /** The moment before which a copy is old, at most once a minute; undefined when nothing is to do. */
  due(): Date | undefined {
    const now = this.clock.monotonic();
    if (this.days <= 0 || now < this.nextAt) return undefined;
    this.nextAt = now + LOOK_EVERY_MS;

    return new Date(this.clock.now().getTime() - this.days * DAY_MS);
  }
}
