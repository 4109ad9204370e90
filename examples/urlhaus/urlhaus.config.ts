import { IsBoolean, IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { Config, Secret, Setting } from 'octiflow';

/** Settings of the connector; the same variables and defaults as the Python one's. */
@Config('urlhaus')
export class UrlhausConfig {
  @Setting({ description: 'URL of the CSV feed, or a file beside this connector.' })
  @IsString()
  @MinLength(1)
  readonly csvUrl: string = 'https://urlhaus.abuse.ch/downloads/csv_recent/';

  @Setting({ description: 'Auth-Key of abuse.ch, for feeds that ask for one.' })
  @IsOptional()
  readonly authKey?: Secret;

  @Setting({ description: 'Score of what is imported, from 0 to 100.' })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly defaultXOpenctiScore: number = 80;

  @Setting({ description: 'Import URLs that are offline too.' })
  @IsBoolean()
  readonly importOffline: boolean = true;

  @Setting({ description: 'Relate URLs to the threats in OpenCTI that their tags name.' })
  @IsBoolean()
  readonly threatsFromLabels: boolean = true;

  @Setting({
    description: 'Hours between runs.',
    deprecated: { use: 'CONNECTOR_DURATION_PERIOD' },
  })
  @IsOptional()
  readonly interval?: number;
}
