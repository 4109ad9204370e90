import { IsInt, IsObject, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { ReplyVersion } from 'octiflow';

/** How far a collection that is being imported has come. */
export class CollectionProgress {
  /** Address of the collection. */
  @IsString()
  readonly url!: string;

  /** Digest of its bytes. */
  @IsString()
  readonly digest!: string;

  /** Objects of it that are safe. */
  @IsInt()
  @Min(1)
  readonly done!: number;
}

/** Which version of each collection was imported last. */
export class MitreBookmark {
  /** `etag` and `last-modified` by the collection's address; only of those imported to their end. */
  @IsObject()
  @IsOptional()
  readonly versions?: Readonly<Record<string, ReplyVersion>>;

  /** Set in the middle of a collection: the next run goes on there if it is still the same. */
  @IsOptional()
  @ValidateNested()
  @Type(() => CollectionProgress)
  readonly progress?: CollectionProgress;

  /** The Python connector keeps the time of its last run, which says nothing of the collections. */
  static from(state: unknown): MitreBookmark | undefined {
    return Object.keys(state ?? {}).join() === 'last_run' ? new MitreBookmark() : undefined;
  }
}
