import { Equals, IsInt, IsOptional, IsUrl, Max, Min, ValidateIf, IsDefined } from 'class-validator';
import { Config, Secret, Setting } from 'octiflow';

/** The server, and what of it is read; the same variables and defaults as the Python connector's. */
@Config('taxii2')
export class Taxii2Config {
  @Setting({
    description: 'Discovery URL of the server.',
    example: 'https://taxii.example/taxii2/',
  })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  readonly discoveryUrl!: string;

  @Setting({ description: 'Name for basic authentication.' })
  @IsOptional()
  readonly username?: string;

  @Setting({ description: 'Password for basic authentication.' })
  @IsOptional()
  readonly password?: Secret;

  @Setting({ description: 'Whether the token is sent in place of name and password.' })
  readonly useToken: boolean = false;

  @Setting({ description: 'The token, sent as `Authorization: Token …`.' })
  @ValidateIf(({ useToken }: Taxii2Config) => useToken)
  @IsDefined({ message: 'is needed where TAXII2_USE_TOKEN is true' })
  readonly token?: Secret;

  @Setting({ description: 'Whether the API key is sent in place of name and password.' })
  readonly useApikey: boolean = false;

  @Setting({ description: 'Header of the API key.' })
  @ValidateIf(({ useApikey }: Taxii2Config) => useApikey)
  @IsDefined({ message: 'is needed where TAXII2_USE_APIKEY is true' })
  readonly apikeyKey?: string;

  @Setting({ description: 'The API key, with everything that its header is to hold.' })
  @ValidateIf(({ useApikey }: Taxii2Config) => useApikey)
  @IsDefined({ message: 'is needed where TAXII2_USE_APIKEY is true' })
  readonly apikeyValue?: Secret;

  @Setting({ description: 'Whether the client certificate is shown (mutual TLS).' })
  readonly useCert: boolean = false;

  @Setting({ description: 'PEM file that holds the client certificate and its key.' })
  @ValidateIf(({ useCert }: Taxii2Config) => useCert)
  @IsDefined({ message: 'is needed where TAXII2_USE_CERT is true' })
  readonly certPath?: string;

  @Setting({ description: 'Whether the certificate of the server is verified; it always is.' })
  @Equals(true, { message: 'has to be true: name its authority in HTTPS_CA_CERTIFICATES instead' })
  readonly verifySsl: boolean = true;

  @Setting({ description: 'Whether the server speaks TAXII 2.1; no other is spoken here.' })
  @Equals(true, { message: 'has to be true: TAXII 2.0 is not spoken' })
  readonly v21: boolean = true;

  @Setting({
    description: 'Collections to read, each as `root.title`, where `*` stands for all.',
    example: '*.*',
  })
  readonly collections: readonly string[] = ['*.*'];

  @Setting({ description: 'Hours of history that the first run reads.', type: 'integer' })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly initialHistory: number = 24;

  @Setting({ description: 'Whether pages are asked for with a limit.' })
  readonly enableUrlQueryLimit: boolean = false;

  @Setting({ description: 'Objects a page, where pages have a limit.', type: 'integer' })
  @IsInt()
  @Min(1)
  readonly urlQueryLimit: number = 100;

  @Setting({ description: 'Hours between runs.', deprecated: { use: 'CONNECTOR_DURATION_PERIOD' } })
  @IsOptional()
  readonly interval?: number;
}
