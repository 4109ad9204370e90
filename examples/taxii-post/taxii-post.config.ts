import {
  Equals,
  IsDefined,
  IsNotEmpty,
  IsOptional,
  IsUrl,
  Matches,
  ValidateIf,
} from 'class-validator';
import { Config, Secret, Setting } from 'octiflow';

/** Settings of the connector; the same variables as the Python one's, and that for extensions. */
@Config('taxii')
export class TaxiiPostConfig {
  @Setting({ description: 'Address of the TAXII server.', example: 'https://taxii.example' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  readonly url!: string;

  @Setting({ description: 'Path of the API root below that address.' })
  @Matches(/^[^/?#\s][^?#\s]*[^/?#\s]$|^[^/?#\s]$/, {
    message: 'has to be a path without slashes at its ends, such as root',
  })
  readonly apiRoot: string = 'root';

  @Setting({ description: 'Id of the collection that objects are added to.' })
  @IsNotEmpty()
  readonly collectionId!: string;

  @Setting({ description: 'Whether the certificate of the server is verified; it always is.' })
  @Equals(true, { message: 'has to be true: name its authority in HTTPS_CA_CERTIFICATES instead' })
  readonly sslVerify: boolean = true;

  @Setting({ description: 'Bearer token; goes before name and password.' })
  @IsOptional()
  readonly token?: Secret;

  @Setting({ description: 'Name for basic authentication.' })
  @IsOptional()
  readonly login?: string;

  @Setting({ description: 'Password for basic authentication.' })
  @ValidateIf(({ login, token }: TaxiiPostConfig) => login !== undefined && !token)
  @IsDefined({ message: 'is needed where there is TAXII_LOGIN' })
  readonly password?: Secret;

  @Setting({ description: 'Version of TAXII; no other is spoken.' })
  @Equals('2.1', { message: 'has to be 2.1: no other version of TAXII is spoken' })
  readonly version: string = '2.1';

  @Setting({ description: 'Version of STIX; no other is written.' })
  @Equals('2.1', { message: 'has to be 2.1: no other version of STIX is written' })
  readonly stixVersion: string = '2.1';

  @Setting({ description: 'Whether authors are left out, and identities with them.' })
  readonly deleteCreatedByRef: boolean = true;

  @Setting({ description: 'Whether markings are taken from objects.' })
  readonly deleteMarkingDefinition: boolean = true;

  @Setting({ description: "Whether OpenCTI's extensions and properties are taken from objects." })
  readonly deleteExtensions: boolean = false;
}
