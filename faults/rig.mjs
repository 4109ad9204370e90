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
const SETTLE_MS = 20_000;

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
  launch({ args = ['--once', '--wait', 'PT10S'], env = {} } = {}) {
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
        if (/left open:|"UNEXPECTED"|UnhandledPromise/.test(child.output)) this.leaks += 1;
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

  /** Runs without faults until the source is imported, as the supervisor of a connector would. */
  async recover() {
    this.calm();
    for (let run = 1; run <= 3; run++) {
      const { code, output } = await this.launch().ended;
      if (code === 0) return;
      if (run === 3) throw new Error(`it does not recover:\n${output}`);
    }
  }

  /** What is missing, doubled or left open when everything has come to rest. */
  async verdict() {
    const patience = AbortSignal.timeout(SETTLE_MS);
    await this.sandbox.idle(patience).catch(() => undefined);
    const works = (await this.sandbox.state()).works.filter(
      ({ connector }) => connector === this.id,
    );
    const ids = new Map();
    for (const { type, name, id } of this.sandbox.bundle().objects) {
      if (!name?.startsWith('number ')) continue;
      const key = `${type} ${name}`;
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
    const duplicates = [...ids.values()].filter(all => all.size > 1).length;
    const state = this.sandbox.connectors().find(({ id }) => id === this.id)?.state;

    return {
      lost: TOTAL * (PER_ITEM - 1) - ids.size,
      duplicates,
      openWorks: works.filter(({ status }) => status !== 'complete').length,
      leaks: this.leaks,
      isAtEnd: JSON.stringify(state) === JSON.stringify({ next: TOTAL }),
    };
  }

  async stop() {
    for (const child of this.children) child.kill('SIGKILL');
    this.source.stop();
    this.platform.stop();
    await this.broker.stop();
  }
}
