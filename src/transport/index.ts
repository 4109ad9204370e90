export type { Envelope, Outbox, SendReceipt } from './outbox.js';
export { AmqpOutbox, openAmqpOutbox } from './amqp-outbox.js';
export {
  type AmqpOptions,
  type BrokerCoordinates,
  type ReconnectPolicy,
  type Revealable,
} from './amqp-options.js';
export type { WindowLimits } from './publish-window.js';
export type { AmqpSession, OpenSession, SessionEvents } from './amqp-session.js';
export { amqpSettings, type BrokerOverrides, type RegisteredBroker } from './amqp-settings.js';
export { ApiOutbox, type ApiOutboxOptions, type BundlePusher } from './api-outbox.js';
