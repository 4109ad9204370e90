import type { LiveStreamOptions, StreamStart } from './live-stream-options.js';
import { positionMs } from './stream-position.js';

/** Whether the stream is the one of every event as it was stored. */
export function isRaw(streamId: string | undefined): boolean {
  return streamId === undefined || streamId === '' || streamId === 'raw';
}

/**
 * The address of a stream.
 *
 * @param base address of OpenCTI, without a slash at its end
 */
export function streamUrl(base: string, streamId: string | undefined, start: StreamStart): URL {
  const path = isRaw(streamId) ? '/stream' : `/stream/${encodeURIComponent(streamId ?? '')}`;
  const url = new URL(`${base}${path}`);
  const { from, recover } = start;
  // OpenCTI does not recover backwards, and its raw stream not at all.
  const recovers =
    recover !== undefined && !isRaw(streamId) && Date.parse(recover) > positionMs(from);
  if (recovers) url.searchParams.set('recover', recover);

  return url;
}

/** The headers that say where the stream begins and what is wanted of it. @see OpenCTI `graphql/sseMiddleware.js` */
export function streamHeaders(
  { listenDelete = true, noDependencies = true, withInferences = false }: LiveStreamOptions,
  { from }: StreamStart,
): Record<string, string> {
  return {
    accept: 'text/event-stream',
    'cache-control': 'no-cache',
    'last-event-id': from,
    'listen-delete': String(listenDelete),
    'no-dependencies': String(noDependencies),
    'with-inferences': String(withInferences),
  };
}
