import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Logger } from '../../injection/index.js';
import type { Bundle } from '../../stix/index.js';
import type { Envelope } from '../outbox.js';
import type { BundleCopy, CopiedConnector } from './bundle-copy.js';
import { CopyNames } from './copy-names.js';
import { copyText } from './copy-text.js';
import { copyAborted, fileErrorCode, folderFailure, folderInvalid } from './copy-failures.js';
import { Retention } from './retention.js';

/** What a {@link DirectoryCopy} is told. */
export interface DirectoryCopyOptions {
  /** The folder; it has to exist. `CONNECTOR_SEND_TO_DIRECTORY_PATH`. */
  readonly folder: string;
  /** Days that files are kept; 0 keeps them for ever. `CONNECTOR_SEND_TO_DIRECTORY_RETENTION`. */
  readonly retentionDays: number;
  readonly connector: CopiedConnector;
  /** Gives a number from 0 to 1; keeps the names of replicas apart. Default Math.random. */
  readonly random?: () => number;
}

/** Ending of a file that is being written. */
const UNFINISHED = '.tmp';

/**
 * Bundles as files in a folder, one a bundle. A file has its name only once all of it is on the disk.
 * Files that are older than the retention are removed, of this connector alone.
 *
 * @see pycti `OpenCTIConnectorHelper.send_stix2_bundle`, which removes everybody's files
 */
export class DirectoryCopy implements BundleCopy {
  readonly place: string;
  private readonly names: CopyNames;
  private readonly retention: Retention;

  constructor(
    private readonly options: DirectoryCopyOptions,
    clock: Clock,
    private readonly log: Logger,
  ) {
    this.place = options.folder;
    this.names = new CopyNames(options.connector.name, clock, options.random);
    this.retention = new Retention(options.retentionDays, clock);
  }

  /** @throws TransportError `TRANSPORT_COPY_INVALID` when there is no such folder */
  async check(): Promise<void> {
    const { folder } = this.options;
    const found = await stat(folder).catch((error: unknown) => {
      throw folderFailure(error, folder);
    });
    if (!found.isDirectory()) throw folderInvalid(folder, 'it is not a folder');
  }

  /**
   * @throws TransportError `TRANSPORT_COPY_INVALID` when the folder is missing or can't be written to,
   * `TRANSPORT_COPY_FAILED` when the disk is full or fails, `TRANSPORT_MESSAGE_INVALID`,
   * `TRANSPORT_ABORTED`
   */
  async write(bundle: Bundle, envelope: Envelope, signal?: AbortSignal): Promise<void> {
    const { folder, connector } = this.options;
    const text = copyText('DIRECTORY_BUNDLE', bundle, envelope, connector);
    const file = this.names.next();
    await this.removeOld();
    try {
      await writeWhole(join(folder, file), text, signal);
    } catch (error) {
      throw signal?.aborted ? copyAborted(signal) : folderFailure(error, folder);
    }
    this.log.debug('bundle written to folder', { folder, file, objects: bundle.objects.length });
  }

  async close(): Promise<void> {}

  private async removeOld(): Promise<void> {
    const before = this.retention.due();
    if (!before) return;
    const { folder } = this.options;
    try {
      for (const name of await readdir(folder)) {
        if (this.names.isOwn(withoutEnding(name))) await this.removeIfOld(name, before);
      }
    } catch (error) {
      this.log.warn('old bundles in folder not removed', { folder, reason: fileErrorCode(error) });
    }
  }

  private async removeIfOld(name: string, before: Date): Promise<void> {
    const path = join(this.options.folder, name);
    // A replica, or whoever imports the files, may have been faster.
    const found = await stat(path).catch(ignoreVanished);
    if (!found?.isFile() || found.mtime >= before) return;

    await rm(path, { force: true });
    this.log.debug('old bundle in folder removed', { file: name });
  }
}

/** A crash leaves unfinished files behind; they grow old like the others. */
function withoutEnding(name: string): string {
  return name.endsWith(UNFINISHED) ? name.slice(0, -UNFINISHED.length) : name;
}

function ignoreVanished(error: unknown): undefined {
  if (fileErrorCode(error) !== 'ENOENT') throw error;
}

async function writeWhole(path: string, text: string, signal?: AbortSignal): Promise<void> {
  const unfinished = `${path}${UNFINISHED}`;
  signal?.throwIfAborted();
  const file = await open(unfinished, 'wx');
  try {
    try {
      await file.writeFile(text, { encoding: 'utf8', signal });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}
