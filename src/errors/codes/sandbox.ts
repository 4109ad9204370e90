import { entry } from '../code-entry.js';

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
      'start RabbitMQ or correct its URL; without one, leave the option out and connectors push over HTTP',
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
  SANDBOX_NOT_FOUND: entry<{ kind: 'connector' | 'work'; id: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ kind, id }) => `the sandbox has no ${kind} "${id}"`,
    fix: ({ kind }) => `use the id of a ${kind} that sandbox.${kind}s() lists`,
  }),
  SANDBOX_STOPPED: entry<{ what: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ what }) => `the sandbox was stopped before ${what}`,
    fix: () => 'await what you wait for before sandbox.stop()',
  }),
} as const;
