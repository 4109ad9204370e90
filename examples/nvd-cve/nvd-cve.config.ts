import { IsBoolean, IsInt, IsOptional, IsUrl, Max, Min } from 'class-validator';
import { Config, Secret, Setting } from 'octiflow';

/** Settings of the connector; the same variables and defaults as the Python one's. */
@Config('cve')
export class CveConfig {
  @Setting({ description: 'Root of the CVE API, without its version.' })
  @IsUrl({ require_tld: false })
  readonly baseUrl: string = 'https://services.nvd.nist.gov/rest/json/cves';

  @Setting({ description: 'API key of NVD; without one, a tenth of the requests is allowed.' })
  @IsOptional()
  readonly apiKey?: Secret;

  @Setting({ description: 'Days that are asked for at once, and that the first run goes back.' })
  @IsInt()
  @Min(1)
  @Max(120)
  readonly maxDateRange: number = 120;

  @Setting({ description: 'Follow what changes after the first import.' })
  @IsBoolean()
  readonly maintainData: boolean = true;

  @Setting({ description: 'Begin with the year of CVE_HISTORY_START_YEAR.' })
  @IsBoolean()
  readonly pullHistory: boolean = false;

  @Setting({ description: 'First year of the history.' })
  @IsInt()
  @Min(1999)
  @Max(9999)
  readonly historyStartYear: number = 2019;

  @Setting({ description: 'Import the software that is affected; there is very much of it.' })
  @IsBoolean()
  readonly importSoftware: boolean = false;

  @Setting({ description: 'CVEs that are sent at once.', deprecated: {} })
  @IsOptional()
  readonly cveMaxConcurrency?: number;

  @Setting({
    description: 'Hours between runs.',
    deprecated: { use: 'CONNECTOR_DURATION_PERIOD' },
  })
  @IsOptional()
  readonly interval?: number;
}
