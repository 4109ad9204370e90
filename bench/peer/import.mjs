import { ExternalImport, Inject, Injectable, Stix, startConnector } from 'octiflow';
import { IDENTITY, environmentOf } from './environment.mjs';
import { measured, outcome, sinceStart } from './measured.mjs';

const PAGE = 500;
const SEEN_AT = '2024-03-01T00:00:00.000Z';

/** Runs an external import of synthetic indicators once, through the whole of the runtime. */
export async function importIndicators(options) {
  const { count } = options;
  const connector = await startConnector(importOf(count), {
    env: environmentOf(options),
    once: true,
    // OpenCTI keeps the bookmark of the last run, which would leave nothing to do.
    startFrom: { state: null },
  });
  const startup_s = sinceStart();

  const { result, ...cost } = await measured(() => connector.ended);
  if (result.error) throw result.error;
  const [run] = result.report.runs;

  return outcome(count, cost, {
    objects: run.objects,
    messages: run.messages,
    pages: run.pages,
    outcome: run.outcome,
    startup_s,
  });
}

/** Where the next page starts. */
class BenchBookmark {
  at;
}

/** A connector class that fetches `count` indicators. Written without decorator syntax, which plain JavaScript has not. */
function importOf(count) {
  class BenchClient {
    async *pages(from = 0) {
      for (let at = from; at < count; at += PAGE) {
        const end = Math.min(at + PAGE, count);
        yield {
          items: indicators(at, end),
          bookmark: Object.assign(new BenchBookmark(), { at: end }),
        };
      }
    }
  }

  class BenchImport {
    constructor(client) {
      this.client = client;
    }

    fetch(from) {
      return this.client.pages(from?.at);
    }

    convert({ ip, seenAt, score }) {
      return [
        Stix.indicator({
          name: ip,
          pattern: `[ipv4-addr:value = '${ip}']`,
          pattern_type: 'stix',
          valid_from: seenAt,
          labels: ['bench'],
          confidence: score,
        }),
      ];
    }
  }

  Injectable()(BenchClient);
  Inject(BenchClient)(BenchImport, undefined, 0);
  ExternalImport({
    ...IDENTITY,
    bookmark: BenchBookmark,
    author: Stix.organization({ name: 'Bench Intelligence', created: SEEN_AT }),
  })(BenchImport);

  return BenchImport;
}

function* indicators(from, to) {
  for (let i = from; i < to; i++) {
    const ip = `${1 + Math.floor(i / 16_777_216)}.${Math.floor(i / 65_536) % 256}.${Math.floor(i / 256) % 256}.${i % 256}`;
    yield { ip, seenAt: SEEN_AT, score: i % 101 };
  }
}
