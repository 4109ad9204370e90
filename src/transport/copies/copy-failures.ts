import { TransportError } from '../../errors/index.js';

/** The setting that names the folder of a directory copy. */
export const FOLDER_SETTING = 'CONNECTOR_SEND_TO_DIRECTORY_PATH';

/** What a folder that can't be used answers with, whatever is tried again. */
const UNUSABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'it is not a folder',
  EACCES: 'this process may not write to it',
  EPERM: 'this process may not write to it',
  EROFS: 'its disk is read-only',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'it is too long',
  ERR_INVALID_ARG_VALUE: 'it is no path',
};

/** What may be over the next time. */
const PASSING: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'the file is larger than the disk takes',
  EIO: 'the disk fails',
  EMFILE: 'this process has too many files open',
};

/** Says what is wrong with a folder that did not take a file, or could not be looked at. */
export function folderFailure(error: unknown, folder: string): TransportError {
  const code = fileErrorCode(error);
  const unusable = UNUSABLE[code];
  // Without its cause: the error of a path that can't be used quotes it anew.
  if (unusable !== undefined) return folderInvalid(folder, unusable);

  const facts = { place: folder, reason: PASSING[code] ?? code };
  return new TransportError('TRANSPORT_COPY_FAILED', facts, { cause: error });
}

/** Says that a folder is no place for copies. */
export function folderInvalid(folder: string, reason: string): TransportError {
  return new TransportError('TRANSPORT_COPY_INVALID', {
    setting: FOLDER_SETTING,
    reason: `${reason} (${JSON.stringify(folder)})`,
  });
}

/** The code of a file system's error, such as `ENOENT`. */
export function fileErrorCode(error: unknown): string {
  const { code } = Object(error) as { readonly code?: unknown };

  return typeof code === 'string' ? code : 'unknown error';
}

/** Says that somebody stopped it. */
export function copyAborted({ reason }: AbortSignal): TransportError {
  const facts = { confirmed: 0, unconfirmed: 0 };

  return new TransportError('TRANSPORT_ABORTED', facts, { cause: reason });
}
