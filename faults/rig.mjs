import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { startPlatformProxy } from './platform-proxy.mjs';
import { startSource } from './source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { requireTypescript } = require(`${root}/dist/cli/load/require-typescript.js`);
const { TcpProxy } = requireTypescript(`${root}/test/network/tcp-proxy.ts`);

export const TOTAL = 100;
/** Each number becomes a malware, a tool and a relationship. */
const PER_ITEM = 3;
/** Limits that only what hangs meets, on however slow a machine. */
const SETTLE_MS = 60_000;
const WAIT = 'PT60S';
/** Runs that a supervisor would make until all is done, and works of killed ones are closed. */
const MOST_RUNS = 6;

/** What a process says that did not take itself down in order, or that failed in an unknown way. */
const LEAK = /^.*(?:left open:|\bUNEXPECTED\b|UnhandledPromise).*$/m;

/** What the source's numbers became, each with what it is known by whatever its id. */
function* countable(objects) {
  const names = new Map(objects.map(({ id, name }) => [id, name]));
  for (const { type, name = '', id, source_ref: source } of objects) {
    const about = source === undefined ? name : (names.get(source) ?? '');
    if (about.startsWith('number ')) yield { key: `${type} ${about}`, id };
  }
}

/**
 * One connector in one mess: its own source, and proxies before its platform and its broker, at
 * which a fault can watch what goes over the wire and do harm.
 */
export class Rig {
  static async start({ sandbox, amqpUrl }) {
    const rig = new Rig();
    const broker = new URL(amqpUrl);
    rig.sandbox = sandbox;
    rig.id = randomUUID();
    rig.source = await startSource(TOTAL);
    rig.platform = await startPlatformProxy(sandbox.url);
    rig.broker = await TcpProxy.start({ host: broker.hostname, port: Number(broker.port) });
    rig.children = new Set();
    rig.leaks = 0;

    return rig;
  }

  /** Starts the connector as an operator would. */
  launch({ args = ['--once', '--wait', WAIT], env = {} } = {}) {
    const child = spawn(
      process.execPath,
      [`${root}/dist/cli/main.js`, `${root}/faults/numbers.connector.ts`, ...args],
      {
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          OPENCTI_URL: this.platform.url,
          OPENCTI_TOKEN: this.sandbox.token,
          CONNECTOR_ID: this.id,
          MQ_HOST: '127.0.0.1',
          MQ_PORT: String(this.broker.port),
          NUMBERS_URL: this.source.url,
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.children.add(child);
    child.output = '';
    child.stdout.on('data', chunk => (child.output += chunk));
    child.stderr.on('data', chunk => (child.output += chunk));
    child.ended = new Promise(resolve =>
      child.once('close', (code, signal) => {
        this.children.delete(child);
        const [leak] = LEAK.exec(child.output) ?? [];
        if (leak) {
          this.leaks += 1;
          console.error(`leak: ${leak}`);
        }
        resolve({ code, signal, output: child.output });
      }),
    );

    return child;
  }

  /** Ends every process at once, as a power cut would. */
  kill() {
    this.strike();
    for (const child of this.children) child.kill('SIGKILL');
  }

  /** Every fault says that it has struck: one that misses shows nothing. */
  strike() {
    this.struck = true;
  }

  /** No more harm from here on. */
  calm() {
    this.source.onRequest = () => false;
    this.platform.before = () => false;
    this.platform.after = () => false;
    this.broker.resume();
    this.broker.accepting();
  }

  /**
   * Runs without faults until the source is imported, as the supervisor of a connector would: again
   * after a failure, and again while a work waits that could not be closed yet.
   */
  async recover() {
    this.calm();
    let last = '';
    for (let run = 1; run <= MOST_RUNS; run++) {
      const { code, output } = await this.launch().ended;
      last = output;
      await this.rest();
      if (code === 0 && (await this.openWorks()) === 0) return;
      if (code === 0 && run > 2) return;
    }
    throw new Error(`it does not recover:\n${last}`);
  }

  /** What is missing, doubled or left open when everything has come to rest. */
  async verdict() {
    await this.rest();
    const ids = new Map();
    for (const { key, id } of countable(this.sandbox.bundle().objects)) {
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
    const duplicates = [...ids.values()].filter(all => all.size > 1).length;
    const state = this.sandbox.connectors().find(({ id }) => id === this.id)?.state;

    return {
      lost: TOTAL * PER_ITEM - ids.size,
      duplicates,
      openWorks: await this.openWorks(),
      leaks: this.leaks,
      isAtEnd: JSON.stringify(state) === JSON.stringify({ next: TOTAL }),
    };
  }

  /** Resolves when the platform has imported all that was sent. */
  async rest() {
    await this.sandbox.idle(AbortSignal.timeout(SETTLE_MS)).catch(() => undefined);
  }

  async openWorks() {
    const { works } = await this.sandbox.state();

    return works.filter(({ connector, status }) => connector === this.id && status !== 'complete')
      .length;
  }

  async stop() {
    for (const child of this.children) child.kill('SIGKILL');
    this.source.stop();
    this.platform.stop();
    await this.broker.stop();
  }
}
