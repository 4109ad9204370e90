import { entry } from '../code-entry.js';

/** Codes of the `USAGE_*` errors: the command line can't be understood. */
export const usageCodes = {
  USAGE_PATH: entry<{ path: string; reason: string }>({
    recovery: 'stop',
    exitCode: 64,
    message: ({ path, reason }) => `The path "${path}" ${reason}.`,
    fix: () =>
      'give the file that exports the connector, or a folder with src/index.ts, index.ts or one *.connector.ts',
  }),
  USAGE_ARGUMENTS: entry<{ problem: string; command: string }>({
    recovery: 'stop',
    exitCode: 64,
    message: ({ problem }) => problem,
    fix: ({ command }) => `read the options:  connector-run ${command} --help`,
  }),
  USAGE_BOOKMARK: entry<{ problem: string }>({
    recovery: 'stop',
    exitCode: 64,
    message: ({ problem }) => `--from is not a bookmark: ${problem}`,
    fix: () =>
      `give the bookmark as JSON, such as --from '{"since":"2026-01-01"}', or --from beginning`,
  }),
  USAGE_REPORT_FILE: entry<{ file: string; problem: string }>({
    recovery: 'stop',
    exitCode: 64,
    message: ({ file, problem }) => `The report can't be written to ${file}: ${problem}`,
    fix: () => 'name a file in a folder that exists and may be written to',
  }),
} as const;
