import { readFileSync, statSync, type Stats } from 'node:fs';

/** Largest file that is read as configuration, in bytes. */
const MAX_BYTES = 1_000_000;

/** What came of reading a small text file. */
export type TextFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly reason: string; readonly fix?: string };

/** Reads a file of UTF-8 text of at most 1 MB; never throws, never waits for a pipe. */
export function readTextFile(path: string): TextFile {
  try {
    const problem = problemOf(statSync(path));
    if (problem) return { kind: 'refused', ...problem };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    if (text.includes('\0')) return { kind: 'refused', reason: 'it is not a text file' };

    return { kind: 'text', text };
  } catch (error) {
    return refusal(error);
  }
}

function problemOf(stats: Stats): { reason: string; fix?: string } | undefined {
  if (stats.isDirectory()) {
    return {
      reason: 'it is a folder',
      // Docker makes a folder in place of a file that is mounted but missing.
      fix: 'remove the folder; if Docker made it, correct the path of the file that is mounted there',
    };
  }
  if (!stats.isFile()) return { reason: 'it is not a regular file' };

  return stats.size > MAX_BYTES ? { reason: 'it is larger than 1 MB' } : undefined;
}

function refusal(error: unknown): TextFile {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return { kind: 'refused', reason: 'it is not UTF-8 text' };
  }
  const fix = code === 'EACCES' ? { fix: 'let the user of this process read it' } : {};

  return { kind: 'refused', reason: `the system refused it (${code})`, ...fix };
}
