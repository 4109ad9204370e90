import { entry } from '../code-entry.js';

/** Where the ids of each kind of thing are found. */
const LISTED_BY = {
  connector: 'a connector that sandbox.connectors() lists',
  work: 'a work that sandbox.works() lists',
  object: 'an object that sandbox.bundle() holds',
  file: 'a file that sandbox.files() lists',
  draft: 'a draft that sandbox.drafts() lists',
  stream: 'a stream that sandbox.stream.all() lists',
} as const;

/** Codes of the `SANDBOX_*` errors. */
export const sandboxCodes = {
  SANDBOX_OPTION_INVALID: entry<{ option: string; reason: string }>({
    recovery: 'stop',
    exitCode: 64,
    message: ({ option, reason }) => `the sandbox can't start: option "${option}" ${reason}`,
    fix: ({ option }) => `correct "${option}" in Sandbox.start({ ... }) or on the command line`,
  }),
  SANDBOX_LISTEN_FAILED: entry<{ host: string; port: number; reason: string }>({
    recovery: 'stop',
    exitCode: 69,
    message: ({ host, port, reason }) => `the sandbox can't listen on ${host}:${port}: ${reason}`,
    fix: () => 'choose a free port, or port 0 to let the system choose one',
  }),
  SANDBOX_BROKER_UNREACHABLE: entry<{ broker: string; reason: string }>({
    recovery: 'stop',
    exitCode: 69,
    message: ({ broker, reason }) => `the sandbox can't reach RabbitMQ at ${broker}: ${reason}`,
    fix: () =>
      'start RabbitMQ or correct its URL; without one, leave the option out: the sandbox has queues of its own',
  }),
  SANDBOX_DATA_UNUSABLE: entry<{ folder: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ folder, reason }) => `the sandbox can't keep its data in ${folder}: ${reason}`,
    fix: ({ folder }) => `make ${folder} a folder that this user can write, or choose another one`,
  }),
  SANDBOX_DATA_CORRUPT: entry<{ file: string; line: number; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, line, reason }) =>
      `the sandbox can't read its data: ${file}, line ${line}: ${reason}`,
    fix: ({ file }) => `move ${file} away to start empty, or restore it from a copy`,
  }),
  SANDBOX_LOAD_FAILED: entry<{ source: string; reason: string }>({
    recovery: 'stop',
    exitCode: 78,
    message: ({ source, reason }) => `the sandbox can't load ${source}: ${reason}`,
    fix: () => 'give it a file that holds one STIX 2.1 bundle as JSON',
  }),
  SANDBOX_NOT_FOUND: entry<{
    kind: 'connector' | 'work' | 'object' | 'file' | 'draft' | 'stream';
    id: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ kind, id }) => `the sandbox has no ${kind} "${id}"`,
    fix: ({ kind }) => `use the id of ${LISTED_BY[kind]}`,
  }),
  SANDBOX_NO_CONNECTOR: entry<{ type: string; scope: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ type, scope }) => `no connector of type ${type} that is alive takes ${scope}`,
    fix: ({ scope }) => `start one whose scope holds ${scope}, and wait until it has registered`,
  }),
  SANDBOX_STOPPED: entry<{ what: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ what }) => `the sandbox was stopped before ${what}`,
    fix: () => 'await what you wait for before sandbox.stop()',
  }),
} as const;
