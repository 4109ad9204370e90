/** Exchange through which the platform reaches connectors. */
export const CONNECTOR_EXCHANGE = 'amqp.connector.exchange';

/** Exchange through which connectors reach the workers. */
export const WORKER_EXCHANGE = 'amqp.worker.exchange';

/** In whose listen queue lies what workers gave up; nobody takes it from there. */
export const DEAD_LETTERS = 'too-large-bundle';

/** Routing key of messages that workers gave up. */
export const DEAD_LETTER_ROUTING = `listen_routing_${DEAD_LETTERS}`;

/** Names of a connector's two queues and of the keys that lead to them. */
export interface QueueNames {
  readonly push: string;
  readonly pushRouting: string;
  readonly listen: string;
  readonly listenRouting: string;
}

/** The names the platform gives to a connector's queues. @see OpenCTI `database/rabbitmq.js` */
export function queueNames(connectorId: string): QueueNames {
  return {
    push: `push_${connectorId}`,
    pushRouting: `push_routing_${connectorId}`,
    listen: `listen_${connectorId}`,
    listenRouting: `listen_routing_${connectorId}`,
  };
}
