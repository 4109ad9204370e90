import type { FieldTable } from './field-table.js';

/** What a field of each type is in memory. Delivery tags are below 2^53 for as long as anyone waits. */
export interface FieldTypes {
  readonly octet: number;
  readonly short: number;
  readonly long: number;
  readonly longLong: bigint;
  readonly bit: boolean;
  readonly shortString: string;
  readonly longString: Buffer;
  readonly table: FieldTable;
}

/** Name of a type of field. */
export type FieldType = keyof FieldTypes;

interface MethodShape {
  readonly classId: number;
  readonly methodId: number;
  readonly fields: Readonly<Record<string, FieldType>>;
}

const queueDeclare = {
  reserved: 'short',
  queue: 'shortString',
  passive: 'bit',
  durable: 'bit',
  exclusive: 'bit',
  autoDelete: 'bit',
  noWait: 'bit',
  arguments: 'table',
} as const;
const closing = {
  replyCode: 'short',
  replyText: 'shortString',
  classId: 'short',
  methodId: 'short',
} as const;
const queueBinding = {
  reserved: 'short',
  queue: 'shortString',
  exchange: 'shortString',
  routingKey: 'shortString',
} as const;
const published = { exchange: 'shortString', routingKey: 'shortString' } as const;
const returned = { replyCode: 'short', replyText: 'shortString', ...published } as const;
const tuned = { channelMax: 'short', frameMax: 'long', heartbeat: 'short' } as const;
const acknowledged = { deliveryTag: 'longLong', multiple: 'bit' } as const;

/**
 * The methods that are understood: those of AMQP 0-9-1 without transactions, with RabbitMQ's
 * `basic.nack`, `confirm` and `connection.blocked`. Fields are in the order of the wire.
 *
 * @see AMQP 0-9-1 XML specification; https://www.rabbitmq.com/docs/extensions
 */
export const METHODS = {
  'connection.start': method(10, 10, {
    versionMajor: 'octet',
    versionMinor: 'octet',
    serverProperties: 'table',
    mechanisms: 'longString',
    locales: 'longString',
  }),
  'connection.start-ok': method(10, 11, {
    clientProperties: 'table',
    mechanism: 'shortString',
    response: 'longString',
    locale: 'shortString',
  }),
  'connection.tune': method(10, 30, tuned),
  'connection.tune-ok': method(10, 31, tuned),
  'connection.open': method(10, 40, {
    virtualHost: 'shortString',
    reserved1: 'shortString',
    reserved2: 'bit',
  }),
  'connection.open-ok': method(10, 41, { reserved: 'shortString' }),
  'connection.close': method(10, 50, closing),
  'connection.close-ok': method(10, 51, {}),
  'connection.blocked': method(10, 60, { reason: 'shortString' }),
  'connection.unblocked': method(10, 61, {}),
  'channel.open': method(20, 10, { reserved: 'shortString' }),
  'channel.open-ok': method(20, 11, { reserved: 'longString' }),
  'channel.flow': method(20, 20, { active: 'bit' }),
  'channel.flow-ok': method(20, 21, { active: 'bit' }),
  'channel.close': method(20, 40, closing),
  'channel.close-ok': method(20, 41, {}),
  'exchange.declare': method(40, 10, {
    reserved: 'short',
    exchange: 'shortString',
    type: 'shortString',
    passive: 'bit',
    durable: 'bit',
    autoDelete: 'bit',
    internal: 'bit',
    noWait: 'bit',
    arguments: 'table',
  }),
  'exchange.declare-ok': method(40, 11, {}),
  'exchange.delete': method(40, 20, {
    reserved: 'short',
    exchange: 'shortString',
    ifUnused: 'bit',
    noWait: 'bit',
  }),
  'exchange.delete-ok': method(40, 21, {}),
  'queue.declare': method(50, 10, queueDeclare),
  'queue.declare-ok': method(50, 11, {
    queue: 'shortString',
    messageCount: 'long',
    consumerCount: 'long',
  }),
  'queue.bind': method(50, 20, { ...queueBinding, noWait: 'bit', arguments: 'table' }),
  'queue.bind-ok': method(50, 21, {}),
  'queue.purge': method(50, 30, { reserved: 'short', queue: 'shortString', noWait: 'bit' }),
  'queue.purge-ok': method(50, 31, { messageCount: 'long' }),
  'queue.delete': method(50, 40, {
    reserved: 'short',
    queue: 'shortString',
    ifUnused: 'bit',
    ifEmpty: 'bit',
    noWait: 'bit',
  }),
  'queue.delete-ok': method(50, 41, { messageCount: 'long' }),
  'queue.unbind': method(50, 50, { ...queueBinding, arguments: 'table' }),
  'queue.unbind-ok': method(50, 51, {}),
  'basic.qos': method(60, 10, { prefetchSize: 'long', prefetchCount: 'short', global: 'bit' }),
  'basic.qos-ok': method(60, 11, {}),
  'basic.consume': method(60, 20, {
    reserved: 'short',
    queue: 'shortString',
    consumerTag: 'shortString',
    noLocal: 'bit',
    noAck: 'bit',
    exclusive: 'bit',
    noWait: 'bit',
    arguments: 'table',
  }),
  'basic.consume-ok': method(60, 21, { consumerTag: 'shortString' }),
  'basic.cancel': method(60, 30, { consumerTag: 'shortString', noWait: 'bit' }),
  'basic.cancel-ok': method(60, 31, { consumerTag: 'shortString' }),
  'basic.publish': method(60, 40, {
    reserved: 'short',
    ...published,
    mandatory: 'bit',
    immediate: 'bit',
  }),
  'basic.return': method(60, 50, returned),
  'basic.deliver': method(60, 60, {
    consumerTag: 'shortString',
    deliveryTag: 'longLong',
    redelivered: 'bit',
    ...published,
  }),
  'basic.get': method(60, 70, { reserved: 'short', queue: 'shortString', noAck: 'bit' }),
  'basic.get-ok': method(60, 71, {
    deliveryTag: 'longLong',
    redelivered: 'bit',
    ...published,
    messageCount: 'long',
  }),
  'basic.get-empty': method(60, 72, { reserved: 'shortString' }),
  'basic.ack': method(60, 80, acknowledged),
  'basic.reject': method(60, 90, { deliveryTag: 'longLong', requeue: 'bit' }),
  'basic.recover-async': method(60, 100, { requeue: 'bit' }),
  'basic.recover': method(60, 110, { requeue: 'bit' }),
  'basic.recover-ok': method(60, 111, {}),
  'basic.nack': method(60, 120, { ...acknowledged, requeue: 'bit' }),
  'confirm.select': method(85, 10, { noWait: 'bit' }),
  'confirm.select-ok': method(85, 11, {}),
} as const satisfies Readonly<Record<string, MethodShape>>;

/** Name of a method that is understood. */
export type MethodName = keyof typeof METHODS;

/** The fields of a method. */
export type MethodFields<Name extends MethodName> = {
  readonly [
    Field in keyof (typeof METHODS)[Name]['fields']
  ]: FieldTypes[(typeof METHODS)[Name]['fields'][Field] & FieldType];
};

/** A method with its fields; which one tells its name. */
export type Method = {
  readonly [Name in MethodName]: { readonly name: Name; readonly fields: MethodFields<Name> };
}[MethodName];

/** The method of a name. */
export type MethodNamed<Name extends MethodName> = Extract<Method, { readonly name: Name }>;

function method<const Fields extends Readonly<Record<string, FieldType>>>(
  classId: number,
  methodId: number,
  fields: Fields,
): { readonly classId: number; readonly methodId: number; readonly fields: Fields } {
  return { classId, methodId, fields };
}
