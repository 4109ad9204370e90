import { randomUUID } from 'node:crypto';
import {
  IsIn,
  IsOptional,
  IsPositive,
  IsUUID,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { Config } from './config.js';
import { Duration } from './duration.js';
import { IsPositiveDuration } from './is-duration.js';
import { Secret } from './secret.js';
import { Setting } from './setting.js';

/** What Prometheus takes for a part of a name. */
const METRIC_PART = /^(?:[A-Za-z_][A-Za-z0-9_]*)?$/;
const METRIC_PART_RULE = 'has to be letters, digits and _, and to begin with no digit';

/** Everything about the connector itself: `CONNECTOR_*`, or `connector.*` in `config.yml`. */
@Config('connector')
export class ConnectorSettings {
  @Setting({
    description: 'Identity of this connector in OpenCTI: a UUID v4 that stays the same.',
    example: () => randomUUID(),
  })
  @IsUUID('4', { message: 'is not a UUID v4' })
  readonly id!: string;

  @Setting({ description: 'Name of the connector in OpenCTI.' })
  @MinLength(2)
  readonly name!: string;

  @Setting({ description: 'Kind of connector; the code says it.', case: 'upper' })
  @IsOptional()
  @IsIn([
    ...['EXTERNAL_IMPORT', 'INTERNAL_IMPORT_FILE', 'INTERNAL_ENRICHMENT'],
    ...['INTERNAL_ANALYSIS', 'INTERNAL_EXPORT_FILE', 'STREAM'],
  ])
  readonly type?: string;

  @Setting({
    description: 'Entity types or MIME types that the connector is for, separated by commas.',
  })
  readonly scope: readonly string[] = ['not-applicable'];

  @Setting({ description: 'Whether it runs by itself on what is created or uploaded.' })
  readonly auto: boolean = false;

  @Setting({ description: 'Whether it runs by itself on what is updated.' })
  readonly autoUpdate: boolean = false;

  @Setting({
    description:
      'What an enrichment is handed: stix_bundle for the entity with all that belongs to it, none for the entity.',
    case: 'lower',
  })
  @IsIn(['none', 'stix_bundle'])
  readonly enrichmentResolution: string = 'none';

  @Setting({ description: 'Whether a file import is offered only for files of an entity.' })
  readonly onlyContextual: boolean = false;

  @Setting({
    description: 'Least level that is logged (pycti: error by default).',
    case: 'lower',
  })
  @IsIn(['debug', 'info', 'warn', 'warning', 'error'])
  readonly logLevel: string = 'info';

  @Setting({ description: 'Whether it runs once and leaves.' })
  readonly runAndTerminate: boolean = false;

  @Setting({
    description: 'Time between two runs of an import, in ISO 8601; 0 runs once and leaves.',
    example: 'PT1H',
  })
  @IsOptional()
  @IsPositiveDuration({ atLeast: 'PT1S', orZero: true })
  readonly durationPeriod?: Duration;

  @Setting({
    description: 'Megabytes waiting in the queue above which nothing more is imported.',
  })
  @IsPositive()
  readonly queueThreshold: number = 500;

  @Setting({
    description: 'How data is sent: amqp, or api where the broker is out of reach.',
    formerly: ['QUEUE_PROTOCOL'],
    case: 'lower',
  })
  @IsIn(['amqp', 'api'])
  readonly queueProtocol: string = 'amqp';

  @Setting({ description: 'Whether data goes into a draft for validation before it is imported.' })
  readonly validateBeforeImport: boolean = false;

  @Setting({ description: 'Whether data is sent to the queue.' })
  readonly sendToQueue: boolean = true;

  @Setting({ description: 'Whether data is written to a folder.' })
  readonly sendToDirectory: boolean = false;

  @Setting({ description: 'The folder that data is written to.' })
  @IsOptional()
  readonly sendToDirectoryPath?: string;

  @Setting({ description: 'Days that files in that folder are kept; 0 for ever.', type: 'integer' })
  @Min(0)
  readonly sendToDirectoryRetention: number = 7;

  @Setting({ description: 'Whether data is written to an object store.' })
  readonly sendToS3: boolean = false;

  @Setting({ description: 'The bucket that data is written to. Default: the one of OpenCTI.' })
  @IsOptional()
  readonly sendToS3Bucket?: string;

  @Setting({ description: 'The folder in that bucket; . for its root.' })
  readonly sendToS3Folder: string = 'connectors';

  @Setting({
    description: 'Days that objects in that folder are kept; 0 for ever.',
    type: 'integer',
  })
  @Min(0)
  readonly sendToS3Retention: number = 7;

  @Setting({
    description:
      'Folder in which a connector keeps what outlives it: what an import has sent, so that unchanged objects are not sent again, and what is left of rate limits. Default: in memory, until it ends.',
  })
  @IsOptional()
  readonly storePath?: string;

  @Setting({
    description: 'How requests come in: AMQP, or API for calls of OpenCTI to this connector.',
    case: 'upper',
  })
  @IsIn(['AMQP', 'API'])
  readonly listenProtocol: string = 'AMQP';

  @Setting({
    description: 'Port that calls of OpenCTI come in at.',
    type: 'integer',
    formerly: ['connector.listen_protocol_port'],
  })
  @Min(0)
  @Max(65_535)
  readonly listenProtocolApiPort: number = 7_070;

  @Setting({ description: 'Path that calls of OpenCTI come in at.' })
  readonly listenProtocolApiPath: string = '/api/callback';

  @Setting({ description: 'Whether calls of OpenCTI come in over TLS.' })
  readonly listenProtocolApiSsl: boolean = false;

  @Setting({
    description:
      'Address of this connector as OpenCTI sees it, without path. Default: 127.0.0.1 and the port.',
    example: 'https://connector:7070',
  })
  @IsOptional()
  readonly listenProtocolApiUri?: string;

  @Setting({
    description: 'Key for those calls: PEM text, or the path of a file.',
    env: 'LISTEN_PROTOCOL_API_SSL_KEY',
  })
  @IsOptional()
  readonly listenProtocolApiSslKey?: Secret;

  @Setting({
    description: 'Certificate for those calls: PEM text, or the path of a file.',
    env: 'LISTEN_PROTOCOL_API_SSL_CERT',
  })
  @IsOptional()
  readonly listenProtocolApiSslCert?: string;

  @Setting({
    description: 'Passphrase of that key.',
    env: 'LISTEN_PROTOCOL_API_SSL_PASSPHRASE',
  })
  @IsOptional()
  readonly listenProtocolApiSslPassphrase?: Secret;

  @Setting({
    description: 'The live stream to follow: the id of a collection, or live. Default: everything.',
  })
  @IsOptional()
  readonly liveStreamId?: string;

  @Setting({ description: 'Whether deletions are followed.' })
  readonly liveStreamListenDelete: boolean = true;

  @Setting({ description: 'Whether events come without what they depend on.' })
  readonly liveStreamNoDependencies: boolean = true;

  @Setting({ description: 'Whether inferred objects are followed.' })
  readonly liveStreamWithInferences: boolean = false;

  @Setting({
    description:
      'Moment up to which old data is recovered at the first start; none for no recovery.',
    example: '2024-05-31T00:00:00Z',
  })
  @IsOptional()
  @Matches(/^(?:\d{4}-\d{2}-\d{2}(?:[T ].*)?|none|no|false)$/i, {
    message: 'is neither an ISO 8601 moment nor none',
  })
  readonly liveStreamRecoverIsoDate?: string;

  @Setting({
    description: 'Milliseconds since 1970 at which the first start begins. Default: the beginning.',
    type: 'integer',
  })
  @IsOptional()
  @Min(0)
  readonly liveStreamStartTimestamp?: number;

  @Setting({ description: 'Whether metrics are offered to Prometheus.' })
  readonly exposeMetrics: boolean = false;

  @Setting({ description: 'First part of the names of metrics.' })
  @Matches(METRIC_PART, { message: METRIC_PART_RULE })
  readonly metricsNamespace: string = '';

  @Setting({ description: 'Second part of the names of metrics.' })
  @Matches(METRIC_PART, { message: METRIC_PART_RULE })
  readonly metricsSubsystem: string = '';

  @Setting({ description: 'Address that metrics are offered at. Default: all of the machine.' })
  @IsOptional()
  readonly metricsHost?: string;

  @Setting({ description: 'Port that metrics are offered at.', type: 'integer' })
  @Min(0)
  @Max(65_535)
  readonly metricsPort: number = 9_095;

  @Setting({ description: 'Whether the connector makes itself a user of its own in OpenCTI.' })
  readonly autoCreateServiceAccount: boolean = false;

  @Setting({ description: 'Highest confidence of that user, 0 to 100.', type: 'integer' })
  @Min(0)
  @Max(100)
  readonly autoCreateServiceAccountConfidenceLevel: number = 50;

  @Setting({ description: 'Intent that is told to OpenCTI 7 at registration.' })
  @IsOptional()
  readonly xtmOneIntent?: string;
}
