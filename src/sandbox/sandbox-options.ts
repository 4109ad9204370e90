import { randomBytes, randomUUID } from 'node:crypto';
import { SandboxError } from '../errors/index.js';
import type { Bundle } from '../stix/index.js';
import { PROFILES, type Profile, type ProfileRules } from './profile.js';
import type { StreamCollectionInput } from './stream/stream-collections.js';

/** How a sandbox is started. Everything may be left out. */
export interface SandboxOptions {
  /** Port to listen on; 0 lets the system choose. Default 0. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: other machines can't reach it. */
  readonly host?: string;
  /** The token that connectors use. Default: a random one of the profile's form. */
  readonly token?: string;
  /** Which line of OpenCTI to play. Default `6.9`. */
  readonly profile?: Profile;
  /** The version that `about` answers. Default: one of the profile's line. */
  readonly version?: string;
  /**
   * URL of a RabbitMQ to use as OpenCTI does, such as `amqp://guest:guest@localhost:5672`. Without it
   * the queues are those of {@link queues}.
   */
  readonly amqp?: string;
  /**
   * Where the queues are when there is no RabbitMQ: `embedded`, which connectors with default settings
   * reach over AMQP, on the sandbox's own address; or `http`, with no AMQP at all, so that connectors
   * have to push and listen over HTTP (`CONNECTOR_QUEUE_PROTOCOL=api`). Those that do can do so with
   * both. Default `embedded`.
   */
  readonly queues?: 'embedded' | 'http';
  /** Port of the embedded queues; 0 lets the system choose. Default 0. */
  readonly amqpPort?: number;
  /** Largest message that the embedded queues take, in bytes. Default 134217728, as RabbitMQ's. */
  readonly maxMessageBytes?: number;
  /** Plays the workers too: what is pushed is imported. Default true. */
  readonly consume?: boolean;
  /**
   * References from which on an object is too large: the workers report it to its work and lay it
   * aside in the queue `listen_too-large-bundle`. Default: none is, as on the platform
   * (`WORKER_OBJECTS_MAX_REFS`).
   */
  readonly maxReferences?: number;
  /** Folder in which to keep everything. Default: nothing outlives the sandbox. */
  readonly data?: string;
  /**
   * What it knows from the start: a bundle, or the path of a file that holds one. No event tells of
   * it, and no connector is started on it.
   */
  readonly load?: Bundle | string;
  /** Live streams to set up, beside `live`, which is always there. */
  readonly streams?: readonly StreamCollectionInput[];
  /** Time between two signs of life on a stream, in milliseconds. Default 5000. */
  readonly heartbeatMs?: number;
  /** The present; for tests that own time. Default: the system's clock. */
  readonly now?: () => Date;
}

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly port: number;
  readonly host: string;
  readonly token: string;
  readonly rules: ProfileRules;
  readonly version: string;
  readonly amqp: string | undefined;
  readonly queues: 'embedded' | 'http';
  readonly amqpPort: number;
  readonly maxMessageBytes: number;
  readonly consume: boolean;
  readonly maxReferences: number | undefined;
  readonly data: string | undefined;
  readonly load: Bundle | string | undefined;
  readonly streams: readonly StreamCollectionInput[];
  readonly heartbeatMs: number;
  readonly now: () => Date;
}

/** @see OpenCTI `app:live_stream:heartbeat_period` */
const HEARTBEAT_MS = 5_000;

/** @see RabbitMQ `max_message_size` */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

/**
 * Fills in the defaults and checks the rest.
 *
 * @throws SandboxError `SANDBOX_OPTION_INVALID`
 */
export function resolveOptions(options: SandboxOptions): ResolvedOptions {
  const { port = 0, host = '127.0.0.1', profile = '6.9', consume = true } = options;
  const { amqp, data, load, streams = [], now = () => new Date() } = options;
  const { heartbeatMs = HEARTBEAT_MS, maxReferences, queues = 'embedded', amqpPort = 0 } = options;
  const { maxMessageBytes = MAX_MESSAGE_BYTES } = options;
  check('port', isPort(port), 'is not a port (0 to 65535)');
  check('amqpPort', isPort(amqpPort), 'is not a port (0 to 65535)');
  check('queues', ['embedded', 'http'].includes(queues), 'is not embedded or http');
  check('maxMessageBytes', isAboveZero(maxMessageBytes), 'is not above zero');
  check('host', isText(host), 'is empty');
  check('profile', Object.hasOwn(PROFILES, profile), 'is not 6.9 or 7');
  check('data', data === undefined || isText(data), 'is not a folder');
  check('load', load === undefined || isText(load) || isBundle(load), 'is no bundle and no path');
  check('maxReferences', isAboveZero(maxReferences ?? 1), 'is not above zero');
  check('heartbeatMs', isAboveZero(heartbeatMs), 'is not above zero');
  const rules = PROFILES[profile];
  const token = options.token ?? randomToken(rules);
  // A token with a blank or a line break could not be sent in a header.
  check('token', /^[\x21-\x7e]+$/.test(token), 'is not printable ASCII without blanks');

  return {
    port,
    host,
    token,
    rules,
    version: options.version ?? rules.version,
    amqp,
    queues,
    amqpPort,
    maxMessageBytes,
    consume,
    maxReferences,
    data,
    load,
    streams,
    heartbeatMs,
    now,
  };
}

/** Tokens of 7.x have a prefix by which secret scanners know them; older ones are UUIDs. */
export function randomToken({ generation }: ProfileRules): string {
  return generation === 7
    ? `flgrn_octi_tkn_${randomBytes(48).toString('base64url')}`
    : randomUUID();
}

function check(option: string, isValid: boolean, reason: string): void {
  if (!isValid) throw new SandboxError('SANDBOX_OPTION_INVALID', { option, reason });
}

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65_535;
}

function isAboveZero(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\0');
}

function isBundle(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'objects' in value;
}
