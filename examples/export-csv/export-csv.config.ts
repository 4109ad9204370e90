import { IsBoolean, IsString, Matches } from 'class-validator';
import { Config, Setting } from 'octiflow';

/** Settings of the connector; the same variables and defaults as the Python one's. */
@Config('export_file_csv')
export class ExportCsvConfig {
  @Setting({ description: 'The character between two cells.' })
  @IsString()
  @Matches(/^[^"\r\n\0]$/u, { message: 'has to be one character, and no quote or line end' })
  readonly delimiter: string = ';';

  @Setting({ description: 'Begin the file with a byte order mark, as Excel wants it.' })
  @IsBoolean()
  readonly addBom: boolean = false;
}
