import { backOffMs, withRetries } from '../../http/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import type { Bundle } from '../../stix/index.js';
import type { Envelope } from '../outbox.js';
import type { BundleCopy, CopiedConnector } from './bundle-copy.js';
import { copyAborted } from './copy-failures.js';
import { CopyNames } from './copy-names.js';
import { copyText } from './copy-text.js';
import { Retention } from './retention.js';
import { mayPass, storeFailure, storeFault } from './s3-failure.js';
import { S3Store, type StoredObject } from './s3-store.js';
import type { S3Target } from './s3-target.js';

/** What an {@link S3Copy} is told. */
export interface S3CopyOptions {
  readonly target: S3Target;
  /** Folder in the bucket; empty or `.` for its root. `CONNECTOR_SEND_TO_S3_FOLDER`. */
  readonly folder: string;
  /** Days that objects are kept; 0 keeps them for ever. `CONNECTOR_SEND_TO_S3_RETENTION`. */
  readonly retentionDays: number;
  readonly connector: CopiedConnector;
  /** Authorities to trust, as PEM. Default: those that Node trusts. */
  readonly caCertificates?: readonly string[];
  /** Gives a number from 0 to 1; spreads pauses, and keeps names of replicas apart. */
  readonly random?: () => number;
}

/** Tries for one bundle before its page is tried anew. */
const ATTEMPTS = 3;

/**
 * Bundles as objects in a bucket of an object store that speaks S3, one a bundle. Objects that are
 * older than the retention are removed, of this connector alone.
 *
 * @see pycti `OpenCTIConnectorHelper._send_bundle_to_s3`
 */
export class S3Copy implements BundleCopy {
  readonly place: string;
  private readonly store: S3Store;
  private readonly names: CopyNames;
  private readonly retention: Retention;
  private readonly folder: string;

  constructor(
    private readonly options: S3CopyOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    const { target, connector, retentionDays, caCertificates, random } = options;
    this.folder = prefixOf(options.folder);
    this.place = `s3://${target.bucket}/${this.folder}`;
    this.store = new S3Store(target, caCertificates);
    this.names = new CopyNames(connector.name, clock, random);
    this.retention = new Retention(retentionDays, clock);
  }

  /**
   * @throws TransportError `TRANSPORT_COPY_REFUSED` when the store says no, `TRANSPORT_COPY_FAILED` when
   * it does not answer, `TRANSPORT_MESSAGE_INVALID`, `TRANSPORT_ABORTED`
   */
  async write(bundle: Bundle, envelope: Envelope, signal?: AbortSignal): Promise<void> {
    const text = copyText('S3_BUNDLE', bundle, envelope, this.options.connector);
    const key = `${this.folder}${this.names.next()}`;
    try {
      signal?.throwIfAborted();
      await withRetries(() => this.store.put(key, text, signal), {
        ...{ clock: this.clock, signal },
        pauseMs: (error, attempt) => this.pauseMs(error, attempt),
      });
    } catch (error) {
      if (signal?.aborted) throw copyAborted(signal);
      throw storeFailure(storeFault(error), this.place);
    }
    this.log.debug('bundle written to object store', { key, objects: bundle.objects.length });
    await this.removeOld();
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  private pauseMs(error: unknown, attempt: number): number | undefined {
    if (attempt >= ATTEMPTS || !mayPass(storeFault(error))) return undefined;
    const { random } = this.options;

    return backOffMs(attempt, random && { random });
  }

  /** The bundle is kept already: what fails here is tried again a minute later. */
  private async removeOld(): Promise<void> {
    const before = this.retention.due();
    if (!before) return;
    try {
      for await (const page of this.store.list(`${this.folder}${this.names.prefix}`)) {
        await this.remove(page.filter(object => this.isOld(object, before)));
      }
    } catch (error) {
      const { code } = storeFault(error);
      this.log.warn('old bundles in object store not removed', { place: this.place, reason: code });
    }
  }

  private isOld({ key, modifiedAt }: StoredObject, before: Date): boolean {
    return this.names.isOwn(key.slice(this.folder.length)) && modifiedAt < before;
  }

  private async remove(old: readonly StoredObject[]): Promise<void> {
    if (old.length === 0) return;
    const [reason, ...others] = await this.store.remove(old.map(({ key }) => key));
    const left = reason === undefined ? 0 : others.length + 1;
    const { place } = this;
    if (left > 0) {
      this.log.warn('old bundles in object store not removed', { place, objects: left, reason });
    }
    this.log.debug('old bundles in object store removed', { place, objects: old.length - left });
  }
}

function prefixOf(folder: string): string {
  const bare = folder.replace(/\/+$/, '');

  return bare === '' || bare === '.' ? '' : `${bare}/`;
}
