import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import type { ReplyVersion, Watermark } from 'octiflow';

/** How far back in time the feed has been read. */
export class UrlhausMark implements Watermark {
  /** When the newest row that is safe was added; everything older is safe too. */
  @IsOptional()
  @IsISO8601()
  readonly since?: string;

  /** Ids of the rows of that very second. */
  @IsOptional()
  @IsString({ each: true })
  @ArrayMaxSize(1_000)
  readonly seen?: readonly string[];
}

/** A feed that was left in the middle. It has the newest first, so that older rows are missing. */
export class UrlhausGap {
  /** The mark once the gap is closed. */
  @ValidateNested()
  @Type(() => UrlhausMark)
  readonly newest!: UrlhausMark;

  /** Where to go on: what was added later, up to `newest`, is safe. */
  @IsISO8601()
  readonly before!: string;
}

/** What of the feed is safe. */
export class UrlhausBookmark extends UrlhausMark {
  /** Which version of the feed that was, so that an unchanged one costs one 304. */
  @IsOptional()
  @IsObject()
  readonly version?: ReplyVersion;

  /** Set in the middle of a feed. */
  @IsOptional()
  @ValidateNested()
  @Type(() => UrlhausGap)
  readonly gap?: UrlhausGap;

  /** The Python connector keeps the moment of the newest row, in seconds since 1970. */
  static from(state: unknown): UrlhausBookmark | undefined {
    const { last_processed_entry: seconds } = state as { last_processed_entry?: unknown };
    if (typeof seconds !== 'number' || !(Math.abs(seconds) < 1e11)) return undefined;

    return { since: new Date(seconds * 1_000).toISOString() };
  }
}
