import type { ConnectorSettings, S3Settings } from '../../config/index.js';
import { TransportError } from '../../errors/index.js';
import { besideRoots, readCertificates } from '../../http/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { BundleCopy, CopiedConnector } from './bundle-copy.js';
import { DirectoryCopy } from './directory-copy.js';
import { FOLDER_SETTING } from './copy-failures.js';
import { S3Copy } from './s3-copy.js';
import { s3Target, type RegisteredStorage } from './s3-target.js';

/** Where the operator wants bundles: settings of `CONNECTOR_SEND_TO_*`. */
export type CopySettings = Pick<
  ConnectorSettings,
  | 'sendToQueue'
  | 'sendToDirectory'
  | 'sendToDirectoryPath'
  | 'sendToDirectoryRetention'
  | 'sendToS3'
  | 'sendToS3Bucket'
  | 'sendToS3Folder'
  | 'sendToS3Retention'
>;

/** What {@link openCopies} needs. */
export interface CopyOptions {
  readonly settings: CopySettings;
  /** `S3_*`: each wins over what the platform told at registration. */
  readonly s3: S3Settings;
  /** What the platform told; missing before OpenCTI 6.9. */
  readonly registered?: RegisteredStorage | undefined;
  readonly connector: CopiedConnector;
  /** Authorities to trust: PEM text, or the path of a file. `HTTPS_CA_CERTIFICATES`. */
  readonly caCertificates?: string | undefined;
}

/**
 * Makes the copies that the operator asks for: none, a folder, an object store, or both.
 *
 * @throws TransportError `TRANSPORT_COPY_INVALID` for a folder that is missing or an object store that
 * can't be addressed; `TRANSPORT_NOWHERE` when data would go neither to the queue nor to a copy
 * @throws HttpError `HTTP_CA_UNREADABLE`
 */
export async function openCopies(
  options: CopyOptions,
  clock: Clock,
  log: Logger,
): Promise<readonly BundleCopy[]> {
  const { sendToQueue, sendToDirectory, sendToS3 } = options.settings;
  if (!sendToQueue && !sendToDirectory && !sendToS3) {
    throw new TransportError('TRANSPORT_NOWHERE', {});
  }
  const copies: BundleCopy[] = [];
  if (sendToDirectory) copies.push(await openDirectory(options, clock, log));
  if (sendToS3) copies.push(openStore(options, clock, log));

  return copies;
}

async function openDirectory(
  { settings, connector }: CopyOptions,
  clock: Clock,
  log: Logger,
): Promise<BundleCopy> {
  const { sendToDirectoryPath: folder, sendToDirectoryRetention: retentionDays } = settings;
  if (!folder) {
    throw new TransportError('TRANSPORT_COPY_INVALID', {
      setting: FOLDER_SETTING,
      reason: 'it is not set, and CONNECTOR_SEND_TO_DIRECTORY is true',
    });
  }
  const copy = new DirectoryCopy({ folder, retentionDays, connector }, clock, log);
  await copy.check();

  return copy;
}

function openStore(
  { settings, s3, registered, connector, caCertificates }: CopyOptions,
  clock: Clock,
  log: Logger,
): BundleCopy {
  const pem = caCertificates && readCertificates(caCertificates, 'HTTPS_CA_CERTIFICATES');

  return new S3Copy(
    {
      target: s3Target(registered, { ...s3, bucket: settings.sendToS3Bucket }),
      folder: settings.sendToS3Folder,
      retentionDays: settings.sendToS3Retention,
      connector,
      ...(pem && { caCertificates: besideRoots(pem) }),
    },
    clock,
    log,
  );
}
