import { startRabbitMq, type RabbitMq } from './rabbitmq.cjs';

declare global {
  // Jest hands nothing else from the set-up to the teardown.
  var sharedRabbitMq: RabbitMq | undefined;
}

/** Starts the RabbitMQ that all integration tests share; jest's workers inherit the variables. */
async function globalSetup(): Promise<void> {
  const broker = await startRabbitMq();
  globalThis.sharedRabbitMq = broker;
  process.env.AMQP_URL = broker.url;
  if (broker.managementUrl) process.env.AMQP_MANAGEMENT_URL = broker.managementUrl;
}

export = globalSetup;
