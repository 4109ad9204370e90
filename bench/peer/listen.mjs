import { readFile } from 'node:fs/promises';
import { Enrichment, startConnector } from 'octiflow';
import { environmentOf } from './environment.mjs';
import { measured, outcome, sinceStart } from './measured.mjs';

/** What stands for the entity in the bundle that is answered. */
const ENTITY = '{{ENTITY_ID}}';

/** Answers so many enrichment messages, each with the bundle of a file. */
export async function listen(options) {
  const { count, concurrency, file } = options;
  const reply = await readFile(file, 'utf8');
  const seen = { requests: 0, objects: 0, messages: 0 };
  const enough = new Promise(resolve => (seen.resolve = resolve));
  const connector = await startConnector(enricherOf(reply, concurrency), {
    env: { ...environmentOf(options), CONNECTOR_SCOPE: 'IPv4-Addr', CONNECTOR_AUTO: 'true' },
    // Told when the work of a request is closed.
    onRun: ({ requests = [] }) => {
      const { objects = 0, messages = 0 } = requests.at(-1) ?? {};
      seen.requests += 1;
      seen.objects += objects;
      seen.messages += messages;
      if (seen.requests === count) seen.resolve();
      return Promise.resolve();
    },
  });
  const startup_s = sinceStart();

  const { result, ...cost } = await measured(() => Promise.race([enough, connector.ended]));
  if (result?.error) throw result.error;
  await connector.stop();

  return outcome(seen.requests, cost, {
    objects: seen.objects,
    messages: seen.messages,
    startup_s,
    in_bytes: Buffer.byteLength(reply) * seen.requests,
  });
}

/** Written without decorator syntax, which plain JavaScript has not. */
function enricherOf(reply, concurrency) {
  class BenchEnricher {
    enrich(request) {
      request.note('Enriched');
      return [JSON.parse(reply.replaceAll(ENTITY, request.entityId)).objects];
    }
  }
  Enrichment({ name: 'Bench connector', scope: ['IPv4-Addr'], concurrency })(BenchEnricher);

  return BenchEnricher;
}
