import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';

/** How far a catalogue that is being imported has come. */
export class KevProgress {
  /** SHA-256 of the catalogue's entries. */
  @IsString()
  readonly digest!: string;

  /** Entries that are safe. */
  @IsInt()
  @Min(1)
  readonly done!: number;
}

/** Which catalogue was imported last. The Python connector keeps its state under the same name. */
export class KevBookmark {
  /** `dateReleased` of the last catalogue that was imported to its end. */
  @IsOptional()
  @IsString()
  readonly last_update?: string;

  /** SHA-256 of its entries: an entry may change without a new release date. */
  @IsOptional()
  @IsString()
  readonly digest?: string;

  /** Entity tag of its reply, so that an unchanged catalogue costs one 304. */
  @IsOptional()
  @IsString()
  readonly etag?: string;

  /** Set while a catalogue is being imported: the next run goes on there. */
  @IsOptional()
  @ValidateNested()
  @Type(() => KevProgress)
  readonly progress?: KevProgress;

  /** Early Python versions kept the time of the run only, which says nothing of the catalogue. */
  static from(state: unknown): KevBookmark | undefined {
    const keys = Object.keys(state ?? {});
    return keys.length === 1 && keys[0] === 'last_run' ? new KevBookmark() : undefined;
  }
}
