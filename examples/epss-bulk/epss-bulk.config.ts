import { IsNumber, IsString, Max, Min, MinLength } from 'class-validator';
import { Config, Setting } from 'octiflow';

/** Settings of the connector. */
@Config('epss_bulk')
export class EpssBulkConfig {
  @Setting({ description: 'URL of the daily file, or a file beside this connector.' })
  @IsString()
  @MinLength(1)
  readonly url: string = 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz';

  @Setting({
    description:
      'Lowest score, from 0 to 1, for which a vulnerability is created; those that OpenCTI has get every score.',
  })
  @IsNumber()
  @Min(0)
  @Max(1)
  readonly minScore: number = 0;
}
