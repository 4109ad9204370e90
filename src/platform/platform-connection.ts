import type { OutgoingFile } from './outgoing-file.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';
import type { ReadFileOptions } from './stored-file.js';

/** The GraphQL API of OpenCTI and its files: what {@link Platform} needs of `PlatformClient`. */
export interface PlatformConnection extends PlatformQueries {
  /**
   * Sends one document and a file with it, which the document takes as `$file: Upload!`. The file
   * is sent as fast as OpenCTI takes it and never held as a whole.
   *
   * @param variables the others
   * @throws PlatformError
   * @throws what `file.content` throws, as it is
   */
  upload<T = unknown>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    file: OutgoingFile,
    options?: QueryOptions,
  ): Promise<T>;
  /**
   * The bytes of a stored file, pulled. Nothing is asked before they are read, and each reading
   * asks anew.
   *
   * @param file id of the file, or the path that a message names it by (`/storage/get/…`)
   */
  download(file: string, options?: ReadFileOptions): AsyncIterable<Buffer>;
}
