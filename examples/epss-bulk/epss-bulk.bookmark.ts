import { Type } from 'class-transformer';
import { IsInt, IsObject, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import type { ReplyVersion } from 'octiflow';

/** How far a file that is being imported has come. */
export class EpssProgress {
  /** What stands above its rows, which names the model and the day. */
  @IsString()
  readonly edition!: string;

  /** The last line of it that is safe. */
  @IsInt()
  @Min(1)
  readonly line!: number;
}

/** What of the scores is safe. */
export class EpssBulkBookmark {
  /** Which version of the file was imported to its end, so that an unchanged one costs one 304. */
  @IsOptional()
  @IsObject()
  readonly version?: ReplyVersion;

  /** Set in the middle of a file: the next run goes on there if it is still that of the same day. */
  @IsOptional()
  @ValidateNested()
  @Type(() => EpssProgress)
  readonly progress?: EpssProgress;
}
