import { IsUrl } from 'class-validator';
import { Config, IsTlp, Setting, type Tlp } from 'octiflow';

/** Settings of the connector. The Python one has none of its own; these have safe defaults. */
@Config('google_dns')
export class DnsConfig {
  @Setting({ description: 'URL of a resolver that answers as dns.google/resolve does.' })
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  readonly apiBaseUrl: string = 'https://dns.google/resolve';

  @Setting({ description: 'Strictest TLP of a name that the resolver may be told.' })
  @IsTlp()
  readonly maxTlp: Tlp = 'TLP:AMBER';
}
