import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Config, Setting } from 'octiflow';

const ATTACK = 'https://raw.githubusercontent.com/mitre-attack/attack-stix-data/master';

/** Settings of the connector; the same variables and defaults as the Python one's. */
@Config('mitre')
export class MitreConfig {
  @Setting({ description: 'URL of ATT&CK for Enterprise (a STIX 2.1 bundle), or `false`.' })
  @IsString()
  readonly enterpriseFileUrl: string = `${ATTACK}/enterprise-attack/enterprise-attack.json`;

  @Setting({ description: 'URL of ATT&CK for Mobile, or `false`.' })
  @IsString()
  readonly mobileAttackFileUrl: string = `${ATTACK}/mobile-attack/mobile-attack.json`;

  @Setting({ description: 'URL of ATT&CK for ICS, or `false`.' })
  @IsString()
  readonly icsAttackFileUrl: string = `${ATTACK}/ics-attack/ics-attack.json`;

  @Setting({ description: 'URL of CAPEC, or `false`.' })
  @IsString()
  readonly capecFileUrl: string =
    'https://raw.githubusercontent.com/mitre/cti/master/capec/2.1/stix-capec.json';

  @Setting({ description: "Leave out MITRE's copyright statement as a marking." })
  @IsBoolean()
  readonly removeStatementMarking: boolean = false;

  @Setting({
    description: 'Days between runs.',
    deprecated: { use: 'CONNECTOR_DURATION_PERIOD' },
  })
  @IsOptional()
  readonly interval?: number;
}
