import { Secret } from '../config/index.js';
import { AnswerReader } from './answer-reader.js';

/** Where the platform's RabbitMQ is, and who may use it. */
export interface BrokerConnection {
  readonly host: string;
  readonly vhost: string;
  readonly useSsl: boolean;
  readonly port: number;
  readonly user: string;
  readonly pass: Secret;
}

/** Where the platform's file storage is, and who may use it. */
export interface StorageConnection {
  readonly endpoint: string;
  readonly port: number;
  readonly useSsl: boolean;
  readonly bucketName: string;
  readonly bucketRegion: string | null;
  readonly accessKey: Secret;
  readonly secretKey: Secret;
}

/** What OpenCTI tells a connector that registers. */
export interface Registration {
  readonly id: string;
  /** Internal id of the token's user: the applicant of what the connector sends by itself. */
  readonly userId: string;
  /** The state as OpenCTI keeps it; empty after a reset, null when there never was one. */
  readonly state: string | null;
  readonly config: {
    readonly connection: BrokerConnection;
    /** Missing before OpenCTI 6.9. */
    readonly s3?: StorageConnection;
    /** Queue that OpenCTI's workers read. */
    readonly push: string;
    readonly pushRouting: string;
    readonly pushExchange: string;
    /** Queue that this connector reads. */
    readonly listen: string;
    readonly listenRouting: string;
    readonly listenExchange: string;
  };
  /** Keys that signed callbacks are checked against, as JSON text. From OpenCTI 7 on. */
  readonly jwks?: string;
}

/**
 * Reads the answer to a registration.
 *
 * @throws PlatformError `PLATFORM_ANSWER` naming the field that is missing or of the wrong kind
 */
export function readRegistration(data: unknown): Registration {
  const answer = AnswerReader.of('RegisterConnector', data).object('registerConnector');
  const config = answer.object('config');
  const s3 = config.objectIfAny('s3');
  const jwks = answer.textIfAny('jwks');

  return {
    id: answer.text('id'),
    userId: answer.text('connector_user_id'),
    state: answer.textIfAny('connector_state'),
    config: {
      connection: readBroker(config.object('connection')),
      ...(s3 && { s3: readStorage(s3) }),
      push: config.text('push'),
      pushRouting: config.text('push_routing'),
      pushExchange: config.text('push_exchange'),
      listen: config.text('listen'),
      listenRouting: config.text('listen_routing'),
      listenExchange: config.text('listen_exchange'),
    },
    ...(jwks && { jwks }),
  };
}

function readBroker(connection: AnswerReader): BrokerConnection {
  return {
    host: connection.text('host'),
    vhost: connection.text('vhost'),
    useSsl: connection.flag('use_ssl'),
    port: connection.port('port'),
    user: connection.text('user'),
    pass: new Secret(connection.textIfAny('pass') ?? ''),
  };
}

function readStorage(s3: AnswerReader): StorageConnection {
  return {
    endpoint: s3.text('endpoint'),
    port: s3.port('port'),
    useSsl: s3.flag('use_ssl'),
    bucketName: s3.text('bucket_name'),
    bucketRegion: s3.textIfAny('bucket_region'),
    accessKey: new Secret(s3.textIfAny('access_key') ?? ''),
    secretKey: new Secret(s3.textIfAny('secret_key') ?? ''),
  };
}
