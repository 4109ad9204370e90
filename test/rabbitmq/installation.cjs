'use strict';

const { spawnSync } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const LIBRARIES = '/usr/lib/rabbitmq/lib';
const HINT = 'Fix: apt-get install rabbitmq-server, or set AMQP_URL to a broker that runs already.';

/**
 * Finds the folder of the installed RabbitMQ server; installs Debian's package when it is missing
 * and this process may (root, apt-get present).
 *
 * @returns {string} the folder that holds `sbin/rabbitmq-server`
 * @throws {Error} when there is no RabbitMQ and none can be installed; the message says what to do
 */
function rabbitMqFolder() {
  const installed = findFolder();
  if (installed) return installed;

  installPackage();
  const found = findFolder();
  if (!found) throw new Error(`rabbitmq-server was installed, but not under ${LIBRARIES}. ${HINT}`);

  return found;
}

function findFolder() {
  if (!existsSync(LIBRARIES)) return undefined;
  const folder = readdirSync(LIBRARIES)
    .filter(name => name.startsWith('rabbitmq_server-'))
    .sort()
    .pop();

  return folder === undefined ? undefined : path.join(LIBRARIES, folder);
}

function installPackage() {
  if (process.getuid?.() !== 0) {
    throw new Error(`RabbitMQ is not installed, and only root may install it. ${HINT}`);
  }
  // The list of packages may be absent (fresh image): it is fetched only when the first try fails.
  if (aptGet('install', '-y', '--no-install-recommends', 'rabbitmq-server').status === 0) return;
  aptGet('update');
  const last = aptGet('install', '-y', '--no-install-recommends', 'rabbitmq-server');
  if (last.status === 0) return;

  const reason = last.error?.message ?? String(last.stderr).trim().split('\n').pop();
  throw new Error(
    `RabbitMQ is not installed, and apt-get could not install it: ${reason}. ${HINT}`,
  );
}

function aptGet(...args) {
  return spawnSync('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    encoding: 'utf8',
  });
}

module.exports = { rabbitMqFolder };
