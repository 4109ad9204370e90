import { AmqpError } from '../amqp-error.js';
import { VHOST } from '../broker/broker.js';
import type { FieldTable, FieldValue } from '../wire/field-table.js';
import type { Method, MethodFields, MethodName } from '../wire/methods.js';
import { authenticate, MECHANISMS, type Credentials } from './sasl.js';

/** What two peers have agreed on. */
export interface Agreement {
  /** Highest number of a channel. */
  readonly channelMax: number;
  /** Largest frame, in bytes. */
  readonly frameMax: number;
  /** Seconds between signs of life; 0: none. */
  readonly heartbeat: number;
  /** What the client says it can. */
  readonly capabilities: ReadonlySet<string>;
}

/** What is proposed; a client may lower it. @see RabbitMQ's defaults */
const PROPOSAL = { channelMax: 2047, frameMax: 131_072, heartbeat: 60 };

/** Every peer must take frames of this size. @see AMQP 0-9-1 §4.2.3 */
export const FRAME_MIN_SIZE = 4_096;

const CAPABILITIES: FieldTable = new Map(
  [
    'publisher_confirms',
    'basic.nack',
    'consumer_cancel_notify',
    'connection.blocked',
    'authentication_failure_close',
    'per_consumer_qos',
  ].map(name => [name, true] as const),
);

const SERVER_PROPERTIES: FieldTable = new Map<string, FieldValue>([
  ['product', 'octiflow sandbox'],
  ['capabilities', CAPABILITIES],
]);

type Send = <Name extends MethodName>(name: Name, fields: MethodFields<Name>) => void;

/** The methods that come before a connection is open, in their order. */
export class Handshake {
  #expected: 'start-ok' | 'tune-ok' | 'open' = 'start-ok';
  #agreement: Agreement = { ...PROPOSAL, capabilities: new Set() };

  constructor(
    private readonly credentials: Credentials,
    private readonly send: Send,
  ) {}

  /** Says what this is. */
  begin(): void {
    this.send('connection.start', {
      versionMajor: 0,
      versionMinor: 9,
      serverProperties: SERVER_PROPERTIES,
      mechanisms: Buffer.from(MECHANISMS),
      locales: Buffer.from('en_US'),
    });
  }

  /** Takes the client's next method; gives what was agreed with the last. @throws AmqpError 403, 503, 530 */
  take({ name, fields }: Method): Agreement | undefined {
    if (name !== `connection.${this.#expected}`) {
      throw new AmqpError('COMMAND_INVALID', `${name}, expected connection.${this.#expected}`);
    }
    if (name === 'connection.start-ok') return this.#start(fields);
    if (name === 'connection.tune-ok') return this.#tune(fields);

    return this.#open(fields as MethodFields<'connection.open'>);
  }

  #start(fields: MethodFields<'connection.start-ok'>): undefined {
    authenticate(fields.mechanism, fields.response, this.credentials);
    const capabilities = fields.clientProperties.get('capabilities');
    const named = capabilities instanceof Map ? [...(capabilities as FieldTable)] : [];
    const held = named.flatMap(([name, value]) => (value === true ? [name] : []));
    this.#agreement = { ...PROPOSAL, capabilities: new Set(held) };
    this.send('connection.tune', PROPOSAL);
    this.#expected = 'tune-ok';
  }

  #tune({ channelMax, frameMax, heartbeat }: MethodFields<'connection.tune-ok'>): undefined {
    const { capabilities } = this.#agreement;
    this.#agreement = {
      channelMax: agreed('channel_max', channelMax, PROPOSAL.channelMax, 1),
      frameMax: agreed('frame_max', frameMax, PROPOSAL.frameMax, FRAME_MIN_SIZE),
      heartbeat,
      capabilities,
    };
    this.#expected = 'open';
  }

  #open({ virtualHost }: MethodFields<'connection.open'>): Agreement {
    if (virtualHost !== VHOST) {
      throw new AmqpError('NOT_ALLOWED', `vhost ${virtualHost} not found`);
    }
    this.send('connection.open-ok', { reserved: '' });

    return this.#agreement;
  }
}

/** 0 leaves it to the server. */
function agreed(name: string, asked: number, proposed: number, least: number): number {
  const value = asked === 0 ? proposed : asked;
  if (value >= least && value <= proposed) return value;

  throw new AmqpError(
    'NOT_ALLOWED',
    `negotiated ${name} = ${value} is not ${least} to ${proposed}`,
  );
}
