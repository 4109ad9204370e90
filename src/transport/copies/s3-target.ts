import { isIP } from 'node:net';
import { TransportError } from '../../errors/index.js';
import type { Revealable } from '../amqp-options.js';

/** Where the platform says its object store is: `registration.config.s3`. */
export interface RegisteredStorage {
  readonly endpoint: string;
  readonly port: number;
  readonly useSsl: boolean;
  readonly bucketName: string;
  readonly bucketRegion: string | null;
  readonly accessKey: Revealable;
  readonly secretKey: Revealable;
}

/** What the operator says instead, each for itself: the `S3_*` settings. Undefined leaves it. */
export interface StorageOverrides {
  readonly endpoint?: string | undefined;
  readonly port?: number | undefined;
  readonly useSsl?: boolean | undefined;
  readonly bucketRegion?: string | undefined;
  readonly accessKey?: Revealable | undefined;
  readonly secretKey?: Revealable | undefined;
  /** `CONNECTOR_SEND_TO_S3_BUCKET`. */
  readonly bucket?: string | undefined;
}

/** An object store and who may use it. */
export interface S3Target {
  /** Such as `https://minio:9000`; never with credentials. */
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: Revealable;
  readonly secretKey: Revealable;
}

/** Stores that know no regions take any; this is the one that signatures are made with then. */
const DEFAULT_REGION = 'us-east-1';
const HOST_NAME = /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i;

/**
 * The object store to write to: what the platform sent at registration, with the operator's settings
 * laid over it one by one.
 *
 * @throws TransportError `TRANSPORT_COPY_INVALID` naming all settings that neither of them gives
 * @see pycti `OpenCTIConnectorHelper._init_s3_config` and `_get_s3_client`
 */
export function s3Target(
  registered: RegisteredStorage | undefined,
  local: StorageOverrides = {},
): S3Target {
  const port = local.port ?? registered?.port;
  const given = {
    S3_ENDPOINT: local.endpoint ?? registered?.endpoint,
    S3_PORT: port === undefined ? undefined : String(port),
    S3_ACCESS_KEY: (local.accessKey ?? registered?.accessKey)?.reveal(),
    S3_SECRET_KEY: (local.secretKey ?? registered?.secretKey)?.reveal(),
    CONNECTOR_SEND_TO_S3_BUCKET: local.bucket ?? registered?.bucketName,
  };
  const missing = Object.entries(given).flatMap(([setting, value]) => (value ? [] : [setting]));
  const { S3_ENDPOINT: host = '', CONNECTOR_SEND_TO_S3_BUCKET: bucket = '' } = given;
  const accessKey = local.accessKey ?? registered?.accessKey;
  const secretKey = local.secretKey ?? registered?.secretKey;
  if (missing.length > 0 || !accessKey || !secretKey) {
    throw invalid(missing.join(', '), 'neither set nor told by OpenCTI');
  }

  const scheme = (local.useSsl ?? registered?.useSsl ?? false) ? 'https' : 'http';
  return {
    url: `${scheme}://${hostOf(host)}:${given.S3_PORT}`,
    region: (local.bucketRegion ?? registered?.bucketRegion) || DEFAULT_REGION,
    bucket,
    accessKey,
    secretKey,
  };
}

/** A host by itself: an address with scheme or credentials in it is refused, and not shown. */
function hostOf(endpoint: string): string {
  if (isIP(endpoint) === 6) return `[${endpoint}]`;
  if (HOST_NAME.test(endpoint)) return endpoint;

  throw invalid('S3_ENDPOINT', 'it is not the name or address of a host by itself');
}

function invalid(setting: string, reason: string): TransportError {
  return new TransportError('TRANSPORT_COPY_INVALID', { setting, reason });
}
