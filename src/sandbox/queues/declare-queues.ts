import type { Channel } from 'amqplib';
import type { QueueOwner } from './connector-queues.js';
import { CONNECTOR_EXCHANGE, queueNames, WORKER_EXCHANGE } from './queue-names.js';

/**
 * Declares what a connector needs on the broker exactly as the platform does, so that a real one can
 * take over: two direct exchanges, two lasting queues with the platform's arguments, two bindings.
 *
 * @see OpenCTI `database/rabbitmq.js`, `registerConnectorQueues`
 */
export async function declareQueues(channel: Channel, owner: QueueOwner): Promise<void> {
  const { id, name, type, scope } = owner;
  const { push, pushRouting, listen, listenRouting } = queueNames(id);
  const options = {
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: { name, config: { id, type, scope: [...scope] }, 'x-queue-type': 'classic' },
  };

  await channel.assertExchange(CONNECTOR_EXCHANGE, 'direct', { durable: true });
  await channel.assertQueue(listen, options);
  await channel.bindQueue(listen, CONNECTOR_EXCHANGE, listenRouting);
  await channel.assertExchange(WORKER_EXCHANGE, 'direct', { durable: true });
  await channel.assertQueue(push, options);
  await channel.bindQueue(push, WORKER_EXCHANGE, pushRouting);
}
