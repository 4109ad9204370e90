import { IsOptional, Max, Min } from 'class-validator';
import { Config } from './config.js';
import { Secret } from './secret.js';
import { Setting } from './setting.js';

/**
 * How the broker is reached where that differs from what OpenCTI tells at registration: `MQ_*`, or
 * `mq.*` in `config.yml`. What is not set is as OpenCTI says.
 */
@Config('mq')
export class MqSettings {
  @Setting({ description: 'Host of RabbitMQ.' })
  @IsOptional()
  readonly host?: string;

  @Setting({ description: 'Port of RabbitMQ.', type: 'integer' })
  @IsOptional()
  @Min(1)
  @Max(65_535)
  readonly port?: number;

  @Setting({ description: 'Virtual host in RabbitMQ.' })
  @IsOptional()
  readonly vhost?: string;

  @Setting({ description: 'Whether RabbitMQ is reached over TLS.' })
  @IsOptional()
  readonly useSsl?: boolean;

  @Setting({ description: 'User at RabbitMQ.' })
  @IsOptional()
  readonly user?: string;

  @Setting({ description: 'Password of that user.' })
  @IsOptional()
  readonly pass?: Secret;

  @Setting({ description: 'Authorities to trust for RabbitMQ: PEM text, or the path of a file.' })
  @IsOptional()
  readonly useSslCa?: string;

  @Setting({ description: 'Certificate to show to RabbitMQ: PEM text, or the path of a file.' })
  @IsOptional()
  readonly useSslCert?: string;

  @Setting({ description: 'Key of that certificate: PEM text, or the path of a file.' })
  @IsOptional()
  readonly useSslKey?: Secret;

  @Setting({ description: 'Passphrase of that key.' })
  @IsOptional()
  readonly useSslPassphrase?: Secret;

  @Setting({
    description: 'Whether the certificate of RabbitMQ is verified (pycti: false by default).',
  })
  readonly useSslRejectUnauthorized: boolean = true;
}
