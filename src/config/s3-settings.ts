import { IsOptional, Max, Min } from 'class-validator';
import { Config } from './config.js';
import { Secret } from './secret.js';
import { Setting } from './setting.js';

/**
 * Where bundles are put with `CONNECTOR_SEND_TO_S3`, where that differs from what OpenCTI tells at
 * registration: `S3_*`, or `s3.*` in `config.yml`.
 */
@Config('s3')
export class S3Settings {
  @Setting({ description: 'Host of the object store.' })
  @IsOptional()
  readonly endpoint?: string;

  @Setting({ description: 'Port of the object store.', type: 'integer' })
  @IsOptional()
  @Min(1)
  @Max(65_535)
  readonly port?: number;

  @Setting({ description: 'Access key.' })
  @IsOptional()
  readonly accessKey?: Secret;

  @Setting({ description: 'Secret key.' })
  @IsOptional()
  readonly secretKey?: Secret;

  @Setting({ description: 'Whether the object store is reached over TLS.' })
  @IsOptional()
  readonly useSsl?: boolean;

  @Setting({ description: 'Region of the bucket.' })
  @IsOptional()
  readonly bucketRegion?: string;
}
