import { entry } from '../code-entry.js';

/** What every failed send says: how many of its messages are safe on the queue all the same. */
type Sent = {
  /** Messages of this send that the broker (or the platform) confirmed, each counted once. */
  confirmed: number;
};

/** A broker as people name it: `amqp://host:port/vhost`, without credentials. */
type AtBroker = Sent & { broker: string };

/** Codes of the `TRANSPORT_*` errors: the queue is away, or refused a message. */
export const transportCodes = {
  TRANSPORT_BROKER_INVALID: entry<{ setting: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ setting, reason }) => `The broker's ${setting} can't be used: ${reason}`,
    fix: ({ setting }) => `set ${setting}, or correct the broker in the settings of OpenCTI`,
  }),
  TRANSPORT_TLS_REFUSED: entry<AtBroker & { reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ broker, reason }) => `No trusted TLS connection to ${broker}: ${reason}`,
    fix: () =>
      'set MQ_USE_SSL_CA to the authority that signed its certificate, or check MQ_USE_SSL',
  }),
  TRANSPORT_LOGIN_REFUSED: entry<AtBroker & { user: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ broker, user }) => `${broker} refused the login of user ${user}`,
    fix: () =>
      'correct the broker credentials of OpenCTI, or MQ_USER and MQ_PASS when they are set',
  }),
  TRANSPORT_VHOST_REFUSED: entry<AtBroker & { user: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ broker, user }) =>
      `${broker} does not exist as a virtual host, or user ${user} may not use it`,
    fix: () => 'check MQ_VHOST, and give the user permissions on the virtual host',
  }),
  TRANSPORT_UNREACHABLE: entry<AtBroker & { attempts: number; seconds: number; reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ broker, attempts, seconds, reason }) =>
      `${broker} can't be reached: ${reason} (tried ${attempts} times in ${seconds} s)`,
    fix: () => 'start the broker, or check host, port and network between it and the connector',
  }),
  TRANSPORT_EXCHANGE_MISSING: entry<AtBroker & { exchange: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ broker, exchange }) => `${broker} has no exchange ${exchange}`,
    fix: () => 'wait: OpenCTI declares it again at the next ping; else check MQ_HOST and MQ_VHOST',
  }),
  TRANSPORT_ACCESS_REFUSED: entry<AtBroker & { exchange: string; user: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ broker, exchange, user }) =>
      `User ${user} may not publish to exchange ${exchange} of ${broker}`,
    fix: ({ exchange, user }) => `give user ${user} write permission on exchange ${exchange}`,
  }),
  TRANSPORT_UNROUTABLE: entry<AtBroker & { exchange: string; routingKey: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ broker, exchange, routingKey }) =>
      `No queue of ${broker} takes messages of exchange ${exchange} with routing key ${routingKey}`,
    fix: () => 'wait: OpenCTI declares the queue again at the next ping of a registered connector',
  }),
  TRANSPORT_NACKED: entry<AtBroker & { attempts: number; seconds: number }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ broker, attempts, seconds }) =>
      `${broker} refused the messages ${attempts} times in ${seconds} s: its queue is full or failing`,
    fix: () => 'start or add OpenCTI workers, and look at the queue in the management of RabbitMQ',
  }),
  TRANSPORT_CHANNEL_CLOSED: entry<AtBroker & { reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ broker, reason }) => `${broker} closed the channel: ${reason}`,
    fix: () => "look at the broker's log for the reason",
  }),
  TRANSPORT_MESSAGE_TOO_LARGE: entry<Sent & { id: string; bytes: number; maxBytes: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ id, bytes, maxBytes }) =>
      `${id} makes a message of ${bytes} bytes, and the receiver takes ${maxBytes}`,
    fix: () => 'make the object smaller, or raise max_message_size of RabbitMQ',
  }),
  TRANSPORT_MESSAGE_INVALID: entry<Sent & { id: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ id, reason }) => `${id} can't be written as JSON: ${reason}`,
    fix: () => 'put only JSON values into STIX objects: no BigInt, no cycle, no failing toJSON',
  }),
  TRANSPORT_ABORTED: entry<Sent & { unconfirmed: number }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ confirmed, unconfirmed }) =>
      `The send was stopped: ${confirmed} messages are safe, ${unconfirmed} more were on their way`,
    fix: () => 'nothing: what was not confirmed is sent again from the last saved bookmark',
  }),
  TRANSPORT_CLOSED: entry<Sent>({
    recovery: 'stop',
    exitCode: 70,
    message: () => 'The outbox is closed and sends nothing more',
    fix: () => 'open a new outbox, or close this one after the last send',
  }),
  TRANSPORT_API_CANNOT_CARRY: entry<Sent & { what: string; why: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ what, why }) => `The API queue protocol can't carry ${what}: ${why}`,
    fix: () => 'set CONNECTOR_QUEUE_PROTOCOL to amqp',
  }),
  TRANSPORT_PUSH_FAILED: entry<Sent & { reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ reason }) => `OpenCTI did not take a bundle: ${reason}`,
    fix: () => 'wait, or look at the log of OpenCTI',
  }),
  TRANSPORT_PUSH_REFUSED: entry<Sent & { reason: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ reason }) => `OpenCTI refused a bundle: ${reason}`,
    fix: () => 'check OPENCTI_TOKEN, and that its user may use connectors (CONNECTORAPI)',
  }),
  TRANSPORT_REFUSED: entry<Sent>({
    recovery: 'retry',
    exitCode: 69,
    message: () => 'OpenCTI answered false to a bundle: it did not put it on the queue',
    fix: () => 'look at the log of OpenCTI; the bundle is sent again',
  }),
  TRANSPORT_WORK_GONE: entry<{ work: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ work }) => `Work ${work} was deleted in OpenCTI: what is sent under it is dropped`,
    fix: () => 'nothing: the next run opens a work of its own',
  }),
  TRANSPORT_WORK_CLOSED: entry<{ work: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ work }) => `Work ${work} is closed, or was opened by another connector`,
    fix: () => 'open a work with openWork of the same connector, and close it after the last send',
  }),
  TRANSPORT_STREAM_CLEANUP: entry<Sent>({
    recovery: 'stop',
    exitCode: 70,
    message: () =>
      'Objects that come one after another are sent before all of them are known, so cleanup would cut references to those still to come',
    fix: () => 'send without cleanup, or send the objects as one list',
  }),
  TRANSPORT_COPY_INVALID: entry<{ setting: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ setting, reason }) => `Bundles can't be copied with this ${setting}: ${reason}`,
    fix: ({ setting }) => `correct ${setting}, or do without that copy`,
  }),
  TRANSPORT_COPY_FAILED: entry<{ place: string; reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ place, reason }) => `A bundle could not be written to ${place}: ${reason}`,
    fix: ({ place }) => `make room at ${place}, or wait until it answers again`,
  }),
  TRANSPORT_COPY_REFUSED: entry<{ place: string; reason: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ place, reason }) => `${place} does not take bundles: ${reason}`,
    fix: () =>
      'check S3_ACCESS_KEY, S3_SECRET_KEY and CONNECTOR_SEND_TO_S3_BUCKET, or what OpenCTI says of them',
  }),
  TRANSPORT_NOWHERE: entry<Record<string, never>>({
    recovery: 'stop',
    exitCode: 78,
    message: () => 'CONNECTOR_SEND_TO_QUEUE is false and no copy is made: all data would be lost',
    fix: () =>
      'set CONNECTOR_SEND_TO_DIRECTORY or CONNECTOR_SEND_TO_S3, or leave CONNECTOR_SEND_TO_QUEUE out',
  }),
  TRANSPORT_INBOX_INVALID: entry<{ setting: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ setting, reason }) => `The inbox can't use ${setting}: ${reason}`,
    fix: ({ setting }) => `correct ${setting}`,
  }),
  TRANSPORT_LISTEN_FAILED: entry<{
    broker: string;
    queue: string;
    attempts: number;
    seconds: number;
    reason: string;
  }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ broker, queue, attempts, seconds, reason }) =>
      `Queue ${queue} of ${broker} can't be read: ${reason} (tried ${attempts} times in ${seconds} s)`,
    fix: () => 'start the broker, or check host, port and network between it and the connector',
  }),
  TRANSPORT_LISTEN_REFUSED: entry<{ broker: string; queue: string; user: string }>({
    recovery: 'stop',
    exitCode: 77,
    message: ({ broker, queue, user }) => `User ${user} may not read queue ${queue} of ${broker}`,
    fix: ({ queue, user }) => `give user ${user} read permission on queue ${queue}`,
  }),
  TRANSPORT_CALLBACK_PORT: entry<{ host: string; port: number; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ host, port, reason }) =>
      `Calls of OpenCTI can't be taken at ${host}:${port}: ${reason}`,
    fix: () => 'set CONNECTOR_LISTEN_PROTOCOL_API_PORT to a free port',
  }),
} as const;
