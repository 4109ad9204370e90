import { IsUrl } from 'class-validator';
import { Config, IsTlp, Setting, type Tlp } from 'octiflow';

/** Settings of the connector; the same variables and defaults as the Python one's. */
@Config('first_epss')
export class EpssConfig {
  @Setting({
    description: 'URL of the EPSS API.',
    example: 'https://api.first.org/data/v1/epss',
  })
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly apiBaseUrl: string = 'https://api.first.org/data/v1/epss';

  @Setting({ description: 'Strictest TLP of a vulnerability whose name FIRST may be told.' })
  @IsTlp()
  readonly maxTlp: Tlp = 'TLP:AMBER';
}
