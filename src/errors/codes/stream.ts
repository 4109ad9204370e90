import { entry } from '../code-entry.js';

/** Codes of the `STREAM_*` errors: an event of a live stream can't be used, or can't be kept. */
export const streamCodes = {
  STREAM_EVENT_MALFORMED: entry<{
    /** Position of the event; none when it has none. */
    event?: string;
    /** What is wrong, as half a sentence; never a value. */
    reason: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ event, reason }) =>
      `The event ${event ?? 'without a position'} of the live stream can't be read: ${reason}`,
    fix: () => 'check that the version of OpenCTI is supported (6.x or 7.x)',
  }),
  STREAM_HANDLER_OUTPUT: entry<{ where: string; got: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ where, got }) => `${where} gave ${got}, which tells nothing of when it is done`,
    fix: ({ where }) =>
      `let ${where} give nothing, a promise, an Observable or an iterable that ends when the event is safe`,
  }),
  STREAM_DEAD_LETTERS: entry<{ file: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, reason }) => `The dead-letter file ${file} can't be used: ${reason}`,
    fix: () => 'set CONNECTOR_STORE_PATH to a folder that exists and may be written to',
  }),
  STREAM_EXTERNAL_IDS: entry<{ file: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, reason }) => `The file of external ids ${file} can't be used: ${reason}`,
    fix: () => 'set CONNECTOR_STORE_PATH to a folder that exists and may be written to',
  }),
} as const;
