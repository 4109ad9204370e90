import { entry } from '../code-entry.js';

/** Codes of the errors that connector authors throw, by intent. */
export const sourceCodes = {
  SOURCE_RETRY: entry<{ reason: string }>({
    recovery: 'retry',
    exitCode: 69,
    message: ({ reason }) => reason,
    fix: () => 'wait: the unit of work is tried again; if it never succeeds, look at the source',
  }),
  SOURCE_SKIP: entry<{ reason: string }>({
    recovery: 'skip',
    exitCode: 70,
    message: ({ reason }) => reason,
    fix: () => 'nothing, if the item is known to be odd; else correct it at the source',
  }),
  SOURCE_FATAL: entry<{ reason: string; fix?: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ reason }) => reason,
    fix: ({ fix }) => fix ?? 'act on the message, then start the connector again',
  }),
  UNEXPECTED: entry<{ reason: string; where?: string }>({
    recovery: 'retry',
    exitCode: 70,
    message: ({ reason, where }) => (where ? `${where} failed: ${reason}` : reason),
    fix: () =>
      'run with --log-level debug to see the stack; nothing counts as done before it is safe, so no data is lost',
  }),
} as const;
