import { Agent } from 'node:https';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Target } from './s3-target.js';

/** An object of the store that is listed. */
export interface StoredObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

/** Milliseconds that a connection may take, and that it may be silent. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;

/**
 * One bucket of an object store, addressed by path as every store understands it. What it throws is
 * the library's, with members that must not be shown: see `storeFault`.
 */
export class S3Store {
  private client: Promise<S3Client> | undefined;

  /** @param caCertificates authorities to trust, as PEM; default those that Node trusts. */
  constructor(
    private readonly target: S3Target,
    private readonly caCertificates?: readonly string[],
  ) {}

  /** Stores a text as JSON. */
  async put(key: string, text: string, signal?: AbortSignal): Promise<void> {
    const { PutObjectCommand } = await library();
    const command = new PutObjectCommand({
      ...{ Bucket: this.target.bucket, Key: key, Body: text, ContentType: 'application/json' },
    });
    await (await this.connected()).send(command, { abortSignal: signal });
  }

  /** Lists what begins with a prefix, in pages of at most a thousand. */
  async *list(prefix: string): AsyncGenerator<readonly StoredObject[]> {
    const { ListObjectsV2Command } = await library();
    let next: string | undefined;
    do {
      const page = await (
        await this.connected()
      ).send(
        new ListObjectsV2Command({
          ...{ Bucket: this.target.bucket, Prefix: prefix, ContinuationToken: next },
        }),
      );
      yield (page.Contents ?? []).flatMap(({ Key: key, LastModified: modifiedAt }) =>
        key === undefined || modifiedAt === undefined ? [] : [{ key, modifiedAt }],
      );
      next = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (next);
  }

  /**
   * Removes objects, at most a thousand.
   *
   * @returns codes of what the store did not remove
   */
  async remove(keys: readonly string[]): Promise<readonly string[]> {
    const { DeleteObjectsCommand } = await library();
    const command = new DeleteObjectsCommand({
      Bucket: this.target.bucket,
      Delete: { Objects: keys.map(Key => ({ Key })), Quiet: true },
    });
    const { Errors: errors = [] } = await (await this.connected()).send(command);

    return errors.map(({ Code: code }) => code ?? 'unknown error');
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    (await client)?.destroy();
  }

  private connected(): Promise<S3Client> {
    return (this.client ??= this.connect());
  }

  private async connect(): Promise<S3Client> {
    const { S3Client: Client } = await library();
    const { url, region, accessKey, secretKey } = this.target;
    const agent =
      this.caCertificates && new Agent({ ca: [...this.caCertificates], keepAlive: true });

    return new Client({
      endpoint: url,
      region,
      credentials: { accessKeyId: accessKey.reveal(), secretAccessKey: secretKey.reveal() },
      forcePathStyle: true,
      // Retries wait on this process's clock, not on the library's.
      maxAttempts: 1,
      // Newer checksums are refused by stores that are not Amazon's.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        ...{ connectionTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
        ...(agent && { httpsAgent: agent }),
      },
    });
  }
}

/** Loaded at the first use: a connector without copies never pays for it. */
function library(): Promise<typeof import('@aws-sdk/client-s3')> {
  return import('@aws-sdk/client-s3');
}
