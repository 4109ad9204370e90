import { IsArray, IsBoolean, IsString } from 'class-validator';
import { Config, Setting } from 'octiflow';

/** Settings of the connector; those of the Python one, and a list of its own. */
@Config('import_document')
export class ImportDocumentConfig {
  @Setting({ description: 'Make an indicator of each observable.' })
  @IsBoolean()
  readonly createIndicator: boolean = false;

  @Setting({
    description:
      'Values that are never imported, beside the built-in ones; a domain covers its subdomains.',
    example: 'example.org,192.0.2.1',
  })
  @IsArray()
  @IsString({ each: true })
  readonly allowList: readonly string[] = [];
}
