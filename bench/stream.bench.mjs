import 'reflect-metadata';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setImmediate as turn } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { medianRates, resultOf } from './rates.mjs';

const require = createRequire(import.meta.url);
const { LiveStream } = require('../dist/platform/index.js');
const {
  EventHandlers,
  StreamTally,
  SystemClock,
  followStream,
} = require('../dist/runtime/index.js');

const EVENTS = 50_000;

/** Events of 2 KB per second through the whole of the follower, and of the same body read raw. */
export const benches = [
  { name: 'stream 2 KB events', run: runStream },
  { name: 'stream slow sink, memory', run: runSlowSink },
];

/** @param {{ quick?: boolean, rounds?: number }} options quick: one fifth of the events */
async function runStream({ quick = false, rounds = 5 } = {}) {
  const count = quick ? EVENTS / 5 : EVENTS;
  const server = await startServer(count);
  const dispatcher = new Agent();
  try {
    const sides = {
      ours: () => follow(dispatcher, server.url, count, () => undefined),
      limit: () => readRaw(dispatcher, server.url, count),
    };
    const rates = await medianRates(sides, count, rounds);

    return resultOf('stream 2 KB events', count, rates);
  } finally {
    await dispatcher.destroy();
    server.stop();
  }
}

/** The sink takes a turn of the event loop an event: far slower than the server sends. */
async function runSlowSink({ quick = false } = {}) {
  const count = quick ? 50_000 : 1_000_000;
  const server = await startServer(count);
  const dispatcher = new Agent();
  let peak = 0;
  let seen = 0;
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  try {
    const began = performance.now();
    await follow(dispatcher, server.url, count, async () => {
      if (seen++ % 1_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
      await turn();
    });
    const ours = count / ((performance.now() - began) / 1_000);

    const rssMb = Math.round((peak - before) / 1_000_000);
    return { ...resultOf('stream slow sink, memory', count, { ours }), rssMb };
  } finally {
    await dispatcher.destroy();
    server.stop();
  }
}

async function follow(dispatcher, url, count, handle) {
  const clock = new SystemClock();
  const tally = new StreamTally();
  const ending = new AbortController();
  const connector = { take: handle };
  const handlers = [{ type: 'create', of: 'Indicator', method: 'take' }];
  const blueprint = { concurrency: 1, onError: 'stop', retries: 0, maxHeld: 256 };
  const route = { dispatcher, url, headers: {}, clock, random: Math.random };
  await followStream({
    parts: {
      ...{ blueprint, tally, clock, log: silentLog },
      handlers: new EventHandlers(connector, { handlers, batch: undefined }),
      deadLetters: { add: async () => undefined },
    },
    stream: new LiveStream(route, silentLog, { streamId: 'live' }),
    start: { from: '0-0' },
    ending: ending.signal,
    abandoned: new AbortController().signal,
    once: true,
    onPosition: () => undefined,
  });
  if (tally.handled !== count) throw new Error(`${tally.handled} of ${count} events were handled`);
}

/** The least that can be done: the body, its lines, and their JSON. */
async function readRaw(dispatcher, url, count) {
  const { body } = await request(`${url}/stream/live`, { dispatcher });
  let rest = '';
  let seen = 0;
  for await (const chunk of body) {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      if (JSON.parse(line.slice(6)).data.id) seen += 1;
    }
  }
  if (seen !== count) throw new Error(`${seen} of ${count} events were read`);
}

/** In a process of its own, so that sending costs the reader nothing. */
async function startServer(count) {
  const child = fork(new URL('./stream/serve.mjs', import.meta.url), [String(count)]);
  const url = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', code => reject(new Error(`the server ended with ${code}`)));
  });

  return { url, stop: () => child.kill() };
}

const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
