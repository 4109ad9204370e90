import { IsOptional, IsUrl } from 'class-validator';
import { Config } from './config.js';
import { Secret } from './secret.js';
import { Setting } from './setting.js';

/** How OpenCTI is reached: `OPENCTI_*`, or `opencti.*` in `config.yml`. */
@Config('opencti')
export class OpenctiSettings {
  @Setting({
    description: 'Address of OpenCTI, without /graphql.',
    example: 'http://localhost:8080',
  })
  @IsUrl(
    {
      protocols: ['http', 'https'],
      require_protocol: true,
      // Hosts in a container network have names such as `opencti` and `opencti_platform`.
      require_tld: false,
      allow_underscores: true,
    },
    { message: 'is not the http or https address of a server' },
  )
  readonly url!: string;

  @Setting({
    description: 'Token of the user that the connector acts as (Settings > Security > Users).',
  })
  readonly token!: Secret;

  @Setting({
    description: 'More headers for every request to OpenCTI: name:value;name2:value2.',
    secret: true,
  })
  @IsOptional()
  readonly customHeaders?: string;

  @Setting({
    description:
      'Whether the certificate of OpenCTI is verified; or the path of a file with the authorities to trust.',
    type: 'boolean-or-text',
    departure: 'OPENCTI_SSL_VERIFY is not set: certificates are verified, as pycti does not',
  })
  readonly sslVerify: boolean | string = true;

  @Setting({
    description: 'Whether the log is JSON. Default: JSON, except for a person at a terminal.',
  })
  @IsOptional()
  readonly jsonLogging?: boolean;
}
