import { HttpBody } from '../../src/http/index.js';
import type { BodySource } from '../../src/http/body/body-source.js';
import { RecordingLog } from './recording-log.js';

/** What a test may say about a body. */
export interface BodyOfOptions extends Partial<BodySource> {
  readonly log?: RecordingLog;
  /** Called when the body is closed. */
  readonly close?: () => void;
}

/** A body that holds these chunks, without a server. */
export function bodyOf(
  chunks: string | Uint8Array | Iterable<string | Uint8Array>,
  options: BodyOfOptions = {},
): HttpBody {
  const all = typeof chunks === 'string' || chunks instanceof Uint8Array ? [chunks] : chunks;
  async function* read(): AsyncGenerator<Uint8Array, void> {
    for (const chunk of all) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }

  return new HttpBody({
    url: 'https://source.example/feed',
    log: new RecordingLog(),
    limits: { maxBytes: 10_000_000_000, maxRatio: 250 },
    isRepeatable: false,
    read,
    close: () => undefined,
    ...options,
  });
}

/** Bytes in pieces of a size. */
export function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));

  return pieces;
}

/** Everything that an iterable gives. */
export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);

  return all;
}

/** What an iterable gives until it fails, and the error. */
export async function untilFailure<T>(
  items: AsyncIterable<T>,
): Promise<{ readonly given: T[]; readonly error: unknown }> {
  const given: T[] = [];
  try {
    for await (const item of items) given.push(item);
  } catch (error) {
    return { given, error };
  }

  return { given, error: undefined };
}
