import { createHash } from 'node:crypto';
import { On, Stream, startConnector } from 'octiflow';
import { IDENTITY, environmentOf } from './environment.mjs';
import { measured, outcome, sinceStart } from './measured.mjs';

/** Follows the stream `live` until so many events are handled. */
export async function stream(options) {
  const { count } = options;
  const seen = { ids: createHash('sha256'), events: 0, bytes: 0, startedAt: 0 };
  const enough = new Promise(resolve => (seen.resolve = resolve));
  const connector = await startConnector(streamOf(count, seen), {
    env: { ...environmentOf(options), CONNECTOR_LIVE_STREAM_ID: 'live' },
    startFrom: { state: { start_from: '0-0', recover_until: false } },
  });
  const startup_s = sinceStart();

  const { result, ...cost } = await measured(() => Promise.race([enough, connector.ended]));
  if (result?.error) throw result.error;
  await connector.stop();

  return outcome(seen.events, cost, {
    objects: seen.events,
    messages: seen.events,
    sha256_ids: seen.ids.digest('hex'),
    startup_s,
    in_bytes: seen.bytes,
  });
}

/** Written without decorator syntax, which plain JavaScript has not. */
function streamOf(count, seen) {
  class BenchStream {
    take(event) {
      if (seen.events >= count) return;
      seen.ids.update(event.entityId);
      seen.bytes += event.text.length;
      seen.events += 1;
      if (seen.events === count) seen.resolve();
    }
  }
  const method = Object.getOwnPropertyDescriptor(BenchStream.prototype, 'take');
  for (const type of ['create', 'update', 'delete', 'merge']) {
    On(type)(BenchStream.prototype, 'take', method);
  }
  Stream(IDENTITY)(BenchStream);

  return BenchStream;
}
