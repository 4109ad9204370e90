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
export { NoQueue } from './no-queue.js';
export type { BundleCopy, CopiedConnector } from './copies/bundle-copy.js';
export { DirectoryCopy, type DirectoryCopyOptions } from './copies/directory-copy.js';
export { S3Copy, type S3CopyOptions } from './copies/s3-copy.js';
export {
  s3Target,
  type RegisteredStorage,
  type S3Target,
  type StorageOverrides,
} from './copies/s3-target.js';
export { openCopies, type CopyOptions, type CopySettings } from './copies/open-copies.js';
export { ApiOutbox, type ApiOutboxOptions, type BundlePusher } from './api-outbox.js';
export type {
  HandleMessage,
  Inbox,
  InboxMessage,
  InboxOptions,
  MalformedMessage,
} from './inbox.js';
export { AmqpInbox, openAmqpInbox, type AmqpInboxOptions } from './amqp-inbox.js';
export type { ConsumerEvents, ConsumerSession, OpenConsumerSession } from './consumer-session.js';
export type { Parcel } from './parcel.js';
export { CallbackInbox } from './callback-inbox.js';
export {
  callbackEndpoint,
  type CallbackEndpoint,
  type CallbackInboxOptions,
  type CallbackSettings,
  type CallbackTimeouts,
} from './callback-options.js';
export type { CallbackTls } from './callback-tls.js';
export type { CrashJournal } from './crash-journal.js';
export { FolderJournal } from './folder-journal.js';
export { LeaderLease, type HeldLease, type LeaseOptions } from './leader-lease.js';
