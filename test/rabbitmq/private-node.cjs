'use strict';

const { execFile, spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { promisify } = require('node:util');
const { freePorts } = require('./free-ports.cjs');
const { rabbitMqFolder } = require('./installation.cjs');

const READY_WITHIN_MS = 90_000;
const PROTOCOL_HEADER = Buffer.from('AMQP\0\0\x09\x01', 'latin1');

// Its input closes when this process ends, however it ends; then the whole process group goes.
const GUARD = '("$0"; kill -KILL 0) & cat >/dev/null; rm -rf "$1"; kill -KILL 0';

/**
 * A RabbitMQ node of its own: free ports of the loopback interface, one temporary folder, no epmd,
 * no system user. It ends with the process that started it.
 */
class PrivateNode {
  /**
   * Starts a node, with the management plugin, and waits until it speaks AMQP.
   *
   * @returns {Promise<PrivateNode>}
   */
  static async start() {
    const library = rabbitMqFolder();
    for (let attempt = 1; ; attempt++) {
      const [amqp, management, distribution] = await freePorts(3);
      const node = new PrivateNode(library, { amqp, management, distribution });
      try {
        await node.boot();
        return node;
      } catch (error) {
        await node.stop();
        if (attempt === 3) throw error;
      }
    }
  }

  constructor(library, ports) {
    this.library = library;
    this.ports = ports;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rabbitmq-'));
    this.url = `amqp://guest:guest@127.0.0.1:${ports.amqp}/`;
    this.managementUrl = `http://guest:guest@127.0.0.1:${ports.management}`;
    writeFolder(this.folder, ports);
  }

  /** Starts the server in its folder and waits until it answers. */
  async boot() {
    const script = path.join(this.library, 'sbin', 'rabbitmq-server');
    const output = fs.openSync(path.join(this.folder, 'output.txt'), 'a');
    const env = nodeEnvironment(this.library, this.folder, this.ports);
    const guarded = ['-c', GUARD, script, this.folder];
    this.server = spawn('/bin/sh', guarded, {
      env,
      detached: true,
      stdio: ['pipe', output, output],
    });
    this.server.unref();
    this.server.stdin.unref();
    fs.closeSync(output);

    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (this.server.signalCode !== null) throw new Error(this.failure('ended while starting'));
      if (performance.now() > deadline) throw new Error(this.failure('did not get ready'));
      await sleep(100);
    }
  }

  /**
   * Runs `rabbitmqctl` against this node, for what the management API can't do (alarms, limits).
   *
   * @param {...string} args such as `'set_vm_memory_high_watermark', '0'`
   * @returns {Promise<string>} what it printed
   */
  async control(...args) {
    const { stdout } = await promisify(execFile)(
      path.join(this.library, 'sbin', 'rabbitmqctl'),
      ['--quiet', ...args],
      { env: controlEnvironment(this.library, this.folder, this.ports) },
    );

    return stdout.trim();
  }

  /** Kills the server and starts it again with the same ports and data. */
  async restart() {
    await this.end();
    await this.boot();
  }

  /** Kills the server and removes its folder. */
  async stop() {
    await this.end();
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Kills the server, keeps its folder, and returns when its port is closed. */
  async end() {
    killGroup(this.server);
    while (await answers(this.ports.amqp)) await sleep(20);
  }

  async isReady() {
    if (!(await answers(this.ports.amqp))) return false;
    const overview = await fetch(`http://127.0.0.1:${this.ports.management}/api/overview`, {
      headers: { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` },
    }).catch(() => undefined);
    await overview?.arrayBuffer();

    return overview?.ok === true;
  }

  failure(what) {
    const output = fs.readFileSync(path.join(this.folder, 'output.txt'), 'utf8').slice(-2000);
    return `the private RabbitMQ node ${what}\n${output}`;
  }
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** True when a port speaks AMQP: RabbitMQ opens it a while before it answers. */
function answers(port) {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(PROTOCOL_HEADER));
    const finish = answer => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('end', () => finish(false));
    socket.setTimeout(2000, () => finish(false));
  });
}

function writeFolder(folder, ports) {
  for (const name of ['home', 'mnesia', 'log']) fs.mkdirSync(path.join(folder, name));
  const cookie = path.join(folder, 'home', '.erlang.cookie');
  fs.writeFileSync(cookie, randomBytes(16).toString('hex'), { mode: 0o400 });
  fs.writeFileSync(path.join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
  fs.writeFileSync(
    path.join(folder, 'rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
      'loopback_users.guest = true',
      'log.console = false',
      'log.file.level = warning',
      'disk_free_limit.absolute = 50MB',
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${ports.management}`,
      '',
    ].join('\n'),
  );
}

/** What the server and `rabbitmqctl` both need to know. */
function baseEnvironment(library, folder, ports) {
  return {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: path.join(folder, 'home'),
    RABBITMQ_HOME: library,
    RABBITMQ_NODENAME: `t${ports.amqp}@localhost`,
  };
}

function controlEnvironment(library, folder, ports) {
  const flags = noEpmd(ports);

  return {
    ...baseEnvironment(library, folder, ports),
    RABBITMQ_CTL_ERL_ARGS: flags,
    ERL_FLAGS: flags,
  };
}

function nodeEnvironment(library, folder, ports) {
  const within = name => path.join(folder, name);

  return {
    ...baseEnvironment(library, folder, ports),
    RABBITMQ_CONF_ENV_FILE: within('none.conf'),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_MNESIA_BASE: within('mnesia'),
    RABBITMQ_LOG_BASE: within('log'),
    RABBITMQ_CONFIG_FILE: within('rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: within('enabled_plugins'),
    RABBITMQ_PID_FILE: within('pid'),
    RABBITMQ_FEATURE_FLAGS_FILE: within('feature_flags'),
    RABBITMQ_SERVER_START_ARGS: noEpmd(ports),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +sbwt none',
  };
}

function noEpmd(ports) {
  return `-start_epmd false -erl_epmd_port ${ports.distribution}`;
}

module.exports = { PrivateNode };
