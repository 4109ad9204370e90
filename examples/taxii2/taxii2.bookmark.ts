import { IsISO8601, IsObject, IsOptional } from 'class-validator';
import type { TaxiiPosition } from 'octiflow';

/** How far each collection has been read, by the clock of its server. */
export class Taxii2Bookmark {
  /** Positions, by the address of the collection's objects. */
  @IsOptional()
  @IsObject()
  readonly collections?: Readonly<Record<string, TaxiiPosition>>;

  /** Where a collection begins that has no position yet. */
  @IsOptional()
  @IsISO8601()
  readonly since?: string;

  /** The Python connector keeps the seconds of its last run, one moment for all collections. */
  static from(state: unknown): Taxii2Bookmark | undefined {
    const { last_run: seconds } = (state ?? {}) as { last_run?: unknown };
    if (typeof seconds !== 'number') return undefined;

    return Object.assign(new Taxii2Bookmark(), { since: new Date(seconds * 1_000).toISOString() });
  }
}
