import { IsBoolean, IsString, MinLength } from 'class-validator';
import { Config, IsTlp, Setting, type Tlp } from 'octiflow';

/** Settings of the connector; the same variables and defaults as the Python one's. */
@Config('cisa')
export class CisaConfig {
  @Setting({
    description: 'URL of the KEV catalogue (JSON), or a file beside this connector.',
    example: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  })
  @IsString()
  @MinLength(1)
  readonly catalogUrl: string =
    'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json';

  @Setting({ description: 'Make an infrastructure of each product.' })
  @IsBoolean()
  readonly createInfrastructures: boolean = true;

  @Setting({ description: 'Only set the KEV flag of each vulnerability, and touch nothing else.' })
  @IsBoolean()
  readonly kevFlagOnly: boolean = false;

  @Setting({ description: 'TLP of what is imported.' })
  @IsTlp()
  readonly tlp: Tlp = 'TLP:CLEAR';
}
