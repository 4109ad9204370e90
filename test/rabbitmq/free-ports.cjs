'use strict';

const net = require('node:net');

/**
 * Finds TCP ports of the loopback interface that nothing listens on. They are free when this
 * returns; who binds one late may lose a race, and then asks again.
 *
 * @param {number} count how many
 * @returns {Promise<number[]>} as many different ports
 */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map(server => server.address().port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));

  return ports;
}

function listen() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

module.exports = { freePorts };
