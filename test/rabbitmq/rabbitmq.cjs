'use strict';

const { PrivateNode } = require('./private-node.cjs');

// Plain JavaScript, so that benches and scripts need no build; rabbitmq.d.cts describes it.

async function startRabbitMq() {
  const { AMQP_URL: url, AMQP_MANAGEMENT_URL: managementUrl } = process.env;
  if (url) return { url, managementUrl, stop: async () => undefined };

  return startPrivateRabbitMq();
}

async function startPrivateRabbitMq() {
  const node = await PrivateNode.start();

  return {
    url: node.url,
    managementUrl: node.managementUrl,
    stop: () => node.stop(),
    restart: () => node.restart(),
    control: (...args) => node.control(...args),
  };
}

module.exports = { startRabbitMq, startPrivateRabbitMq };
