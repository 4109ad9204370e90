import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { HttpError } from '../../../errors/index.js';
import type { UnpackLimits } from '../body-source.js';
import type { ItemTally } from '../item-tally.js';

/** A file in an archive. */
export interface PackedFile {
  /** As the archive spells it; never absolute, and without `..`. */
  readonly name: string;
  /** Bytes, unpacked, as the archive says; reading it fails when there are more or less. */
  readonly size: number;
  readonly modified: Date;
  read(this: void): AsyncIterable<Buffer>;
}

/** What an archive is read with. */
export interface ZipReading {
  /** The address; already bare. */
  readonly url: string;
  readonly tally: ItemTally;
  readonly limits: UnpackLimits;
}

/** Up to here a file may unpack to as many times its size as it likes. */
const HARMLESS_BYTES = 10_000_000;

const CONTROL = /\p{Cc}/u;

/**
 * The files of an archive on the disk, one at a time; folders are left out. Read a file before you
 * ask for the next one.
 *
 * @throws HttpError `HTTP_FEED_MALFORMED` for what is no archive
 */
export async function* zipEntries(
  path: string,
  { url, tally, limits }: ZipReading,
): AsyncGenerator<PackedFile, void> {
  const yauzl = await import('yauzl');
  const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
    yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  const zip = await yauzl
    .openPromise(path, { decodeStrings: false, lazyEntries: true, autoClose: false })
    .catch((error: Error) => {
      throw tally.fail(error.message);
    });
  const budget = { bytesLeft: limits.maxBytes };

  try {
    let number = 0;
    for await (const entry of entriesOf(zip, tally)) {
      number += 1;
      const name = nameOf(entry);
      const problem = problemOf(entry, name, yauzl.validateFileName(name));
      if (problem !== undefined) tally.leaveOut(`file ${number}`, problem);
      else if (!name.endsWith('/')) {
        tally.keep();
        yield fileOf(name, entry, () => contentOf(zip, entry, { url, limits, budget }));
      }
    }
  } finally {
    zip.close();
  }
}

async function* entriesOf(zip: ZipFile, tally: ItemTally): AsyncGenerator<Entry, void> {
  const entries = zip.eachEntry();
  for (;;) {
    const next = await entries.next().catch((error: Error) => {
      throw tally.fail(error.message);
    });
    if (next.done) return;
    yield next.value;
  }
}

function problemOf(entry: Entry, name: string, unsafe: string | null): string | undefined {
  if (unsafe !== null || CONTROL.test(name)) {
    return `its name could lead out of a folder: ${JSON.stringify(name.slice(0, 60))}`;
  }
  if (entry.isEncrypted()) return 'it is encrypted';

  return entry.canDecodeFileData()
    ? undefined
    : `its compression is not understood (method ${entry.compressionMethod})`;
}

function fileOf(name: string, entry: Entry, read: PackedFile['read']): PackedFile {
  return {
    name,
    size: entry.uncompressedSize,
    modified: entry.getLastModDate({ timezone: 'UTC' }),
    read,
  };
}

interface ContentLimits {
  readonly url: string;
  readonly limits: UnpackLimits;
  /** Shared by all files: an archive may name the same bytes many times. */
  readonly budget: { bytesLeft: number };
}

async function* contentOf(
  zip: ZipFile,
  entry: Entry,
  { url, limits, budget }: ContentLimits,
): AsyncGenerator<Buffer, void> {
  let bytes = 0;
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      budget.bytesLeft -= chunk.length;
      if (budget.bytesLeft < 0) {
        throw new HttpError('HTTP_TOO_LARGE', { url, maxBytes: limits.maxBytes });
      }
      if (bytes > HARMLESS_BYTES && bytes > entry.compressedSize * limits.maxRatio) {
        throw new HttpError('HTTP_BOMB', { url, maxRatio: limits.maxRatio });
      }
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    const reason = (error as Error).message;
    throw new HttpError('HTTP_TRUNCATED', { url, reason }, { cause: error });
  }
  if (checksum !== entry.crc32) {
    throw new HttpError('HTTP_TRUNCATED', { url, reason: 'its checksum is wrong' });
  }
}
