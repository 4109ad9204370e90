import { IsOptional } from 'class-validator';
import { Config } from './config.js';
import { Setting } from './setting.js';

/**
 * How anything outside is reached: proxies and authorities to trust. Read from the environment
 * alone, under the names that other programs read as well; small letters are fine for proxies.
 */
@Config('network')
export class NetworkSettings {
  @Setting({
    description: 'More authorities to trust: PEM text, or the path of a file.',
    env: 'HTTPS_CA_CERTIFICATES',
    yaml: false,
  })
  @IsOptional()
  readonly httpsCaCertificates?: string;

  @Setting({
    description: 'Proxy for http addresses.',
    env: ['HTTP_PROXY', 'http_proxy'],
    yaml: false,
  })
  @IsOptional()
  readonly httpProxy?: string;

  @Setting({
    description: 'Proxy for https addresses.',
    env: ['HTTPS_PROXY', 'https_proxy'],
    yaml: false,
  })
  @IsOptional()
  readonly httpsProxy?: string;

  @Setting({
    description: 'Hosts that are reached without a proxy, separated by commas; * for all.',
    env: ['NO_PROXY', 'no_proxy'],
    yaml: false,
  })
  @IsOptional()
  readonly noProxy?: string;
}
