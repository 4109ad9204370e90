import { entry } from '../code-entry.js';

/** Codes of the `REQUEST_*` errors: what OpenCTI asked for can't be done. */
export const requestCodes = {
  REQUEST_MALFORMED: entry<{
    /** What is wrong, as half a sentence; never a value. */
    reason: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ reason }) => `The request of OpenCTI can't be read: ${reason}`,
    fix: () => 'check that the version of OpenCTI is supported (6.x or 7.x), then ask again',
  }),
  REQUEST_OUT_OF_SCOPE: entry<{ of: string; scope: readonly string[] }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ of, scope }) =>
      `${of} is out of the connector's scope (${scope.join(', ') || 'empty'}), so nothing was done`,
    fix: ({ of }) => `ask another connector, or add ${of} to CONNECTOR_SCOPE if it is handled`,
  }),
  REQUEST_NO_HANDLER: entry<{ of: string; handled: readonly string[] }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ of, handled }) =>
      `The connector has no code for ${of} (it has for ${handled.join(', ')}), so nothing was done`,
    fix: ({ of }) => `remove ${of} from CONNECTOR_SCOPE`,
  }),
  REQUEST_TLP: entry<{ what: string; tlp: string; max: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ what, tlp, max }) =>
      `${what} is marked ${tlp} and the connector takes at most ${max}, so nothing was done`,
    fix: ({ tlp }) => `do not ask for it, or let the connector take ${tlp}`,
  }),
  REQUEST_ENTITY_MISSING: entry<{ id: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ id }) =>
      `OpenCTI does not give ${id} to the connector: it is gone, or may not be seen`,
    fix: () => "let the connector's user see it: look at its groups, markings and organizations",
  }),
  REQUEST_OUTPUT: entry<{ where: string; got: string; expected: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ where, got, expected }) => `${where} gave ${got}, not ${expected}`,
    fix: ({ where, expected }) => `let ${where} give ${expected}`,
  }),
  REQUEST_FILE_TOO_LARGE: entry<{ file: string; maxBytes: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, maxBytes }) => `${file} is larger than ${maxBytes} bytes`,
    fix: () => 'split the file, or read it in pieces: lines(), csv(), ndjson() or bytes()',
  }),
  REQUEST_FILE_MALFORMED: entry<{ file: string; line?: number; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, line, reason }) =>
      `${file} can't be read${line === undefined ? '' : ` from line ${line} on`}: ${reason}`,
    fix: () => 'correct the file, and import it again',
  }),
  REQUEST_ABANDONED: entry<{ deaths: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ deaths }) =>
      `The request was given up: the connector died ${deaths} times while working on it`,
    fix: () => "look at the connector's log and memory, then ask again",
  }),
} as const;
