import { Type } from 'class-transformer';
import { IsBoolean, IsISO8601, IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import type { OffsetPosition, WindowBookmark } from 'octiflow';

/** Where a page of a window begins. */
export class CvePosition implements OffsetPosition {
  @IsInt()
  @Min(0)
  readonly offset: number = 0;

  /** How many CVEs the window had: when there are fewer now, the later ones have moved up. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly total?: number;
}

/** Up to when, by their last change, the CVEs are safe. */
export class CveBookmark implements WindowBookmark<CvePosition> {
  @IsISO8601()
  readonly since!: string;

  /** Set in the middle of a window: its end. */
  @IsOptional()
  @IsISO8601()
  readonly until?: string;

  /** Set in the middle of a window: the page to go on with. */
  @IsOptional()
  @ValidateNested()
  @Type(() => CvePosition)
  readonly at?: CvePosition;

  /** Whether the first import has come to its end. */
  @IsOptional()
  @IsBoolean()
  readonly complete?: boolean;

  /** The Python connector keeps the time of its last run, in seconds since 1970. */
  static from(state: unknown): CveBookmark | undefined {
    const { last_run: seconds } = state as { last_run?: unknown };
    if (typeof seconds !== 'number' || !(Math.abs(seconds) < 1e11)) return undefined;

    return { since: new Date(seconds * 1_000).toISOString(), complete: true };
  }
}
