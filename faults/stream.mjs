// Kills a stream connector, and its sink's good manners, and counts what is missing at the sink.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Sandbox } from 'octiflow/sandbox';
import { startSink } from './event-sink.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ENTITIES = 100;
const PATIENCE_MS = 240_000;

/** The faults of a stream; `killed` is how often the process dies, `events` what it has to pass on. */
export const STREAM_FAULTS = [
  { fault: 'stream: killed at random', events: 5_000, kills: 50, quick: { events: 600, kills: 4 } },
  {
    fault: 'stream: killed, sink answers 500, 429 or late',
    events: 1_000,
    kills: 8,
    quick: { events: 300, kills: 2 },
    isBadSink: true,
  },
];

/** Plays one fault; gives its row of the table. */
export async function playStreamFault(fault, isQuick, random) {
  const { events, kills } = isQuick ? fault.quick : fault;
  const sandbox = await Sandbox.start({ heartbeatMs: 200 });
  const sink = await startSink();
  const run = new StreamRun({ sandbox, sink, random, events });

  try {
    if (fault.isBadSink) sink.onRequest = response => misbehave(response, random());
    await run.play(kills);
    return { fault: fault.fault, tried: kills, ...run.verdict() };
  } finally {
    await run.stop();
    sink.stop();
    await sandbox.stop();
  }
}

/** One request in ten is answered badly; the event has to come again. */
function misbehave(response, chance) {
  if (chance > 0.1) return false;
  if (chance > 0.06) response.writeHead(500).end();
  else if (chance > 0.03) response.writeHead(429, { 'retry-after': '0' }).end();
  else setTimeout(() => response.writeHead(503).end(), 50);

  return true;
}

class StreamRun {
  constructor({ sandbox, sink, random, events }) {
    Object.assign(this, { sandbox, sink, random });
    this.id = randomUUID();
    this.passed = 0;
    this.leaks = 0;
    this.events = Array.from({ length: events }, (_, n) => eventOf(n));
    this.ids = sandbox.stream.emit(this.events);
    this.accepted = new Set();
    this.stopWatching = sandbox.on('request', () => this.checkPosition());
  }

  /** Lets it live until so many more events are accepted, and kills it then. */
  async play(kills) {
    const mean = Math.floor(this.events.length / (kills + 1));
    this.sink.onAccepted = ({ id }) => {
      this.accepted.add(id);
      this.checkPosition();
      this.left -= 1;
      if (this.left === 0 || this.isComplete) this.reached?.();
    };
    for (let kill = 0; kill < kills; kill++) {
      await this.live(1 + Math.floor(this.random() * mean * 2));
      this.child.kill('SIGKILL');
      await this.ended;
      this.checkPosition();
    }
    this.launch();
    await this.complete();
    this.child.kill('SIGTERM');
    await this.ended;
  }

  async live(count) {
    this.launch();
    this.left = count;
    if (this.isComplete) return;
    const reached = new Promise(resolve => (this.reached = resolve));
    await Promise.race([reached, this.ended, patience()]);
  }

  async complete() {
    this.left = Infinity;
    if (this.isComplete) return;
    const reached = new Promise(resolve => (this.reached = resolve));
    await Promise.race([reached, this.ended, patience()]);
  }

  get isComplete() {
    return this.accepted.size === this.ids.length;
  }

  launch() {
    const args = [`${root}/dist/cli/main.js`, `${root}/faults/forwarder.connector.ts`];
    const child = spawn(process.execPath, [...args, '--wait', 'PT10S'], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...this.sandbox.variables,
        CONNECTOR_ID: this.id,
        CONNECTOR_LIVE_STREAM_ID: 'live',
        CONNECTOR_LIVE_STREAM_RECOVER_ISO_DATE: 'none',
        FORWARDER_URL: this.sink.url,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    this.child = child;
    this.ended = new Promise(resolve =>
      child.once('close', () => {
        if (/left open:|"UNEXPECTED"|UnhandledPromise/.test(output)) this.leaks += 1;
        resolve();
      }),
    );
  }

  /** What the platform was told to go on from must have nothing undone before it. */
  checkPosition() {
    const state = this.sandbox.connectors().find(({ id }) => id === this.id)?.state;
    const position = state?.start_from;
    if (position === undefined || position === this.position) return;
    this.position = position;
    const undone = this.ids.some(id => !isAfter(id, position) && !this.accepted.has(id));
    if (undone) this.passed += 1;
  }

  verdict() {
    const { lost, disorder } = this.losses();

    return {
      lost: lost + this.passed,
      duplicates: disorder,
      openWorks: 0,
      leaks: this.leaks,
      unfinished: this.isComplete ? 0 : 1,
    };
  }

  /** Repeats are allowed, but never a step over an event of the same entity. */
  losses() {
    const reached = new Map();
    let disorder = 0;
    for (const { entity, name } of this.sink.accepted) {
      const step = Math.floor(Number(name) / ENTITIES);
      const before = reached.get(entity) ?? -1;
      if (step > before + 1) disorder += 1;
      reached.set(entity, Math.max(before, step));
    }

    return { lost: this.ids.length - this.accepted.size, disorder };
  }

  async stop() {
    this.stopWatching();
    if (this.child?.exitCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}

function eventOf(n) {
  const id = `indicator--00000000-0000-4000-8000-${String(n % ENTITIES).padStart(12, '0')}`;

  return {
    type: n < ENTITIES ? 'create' : 'update',
    data: { type: 'indicator', id, name: String(n) },
  };
}

function isAfter(id, position) {
  const [ms, seq = 0] = id.split('-').map(Number);
  const [otherMs, otherSeq = 0] = position.split('-').map(Number);

  return ms - otherMs > 0 || (ms === otherMs && seq > otherSeq);
}

function patience() {
  return new Promise(resolve => setTimeout(resolve, PATIENCE_MS).unref());
}
