import { entry } from '../code-entry.js';

/** Codes of the `DECLARATION_*` errors. */
export const declarationCodes = {
  DECLARATION_NOT_A_CONNECTOR: entry<{ className: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className }) => `${className || 'The class'} is not marked as a connector.`,
    fix: ({ className }) => `put @ExternalImport({ ... }) above ${className || 'the class'}`,
  }),
  DECLARATION_TWO_KINDS: entry<{ className: string; decorators: readonly string[] }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, decorators }) =>
      `${className} is marked twice as a connector: ${decorators.join(' and ')}.`,
    fix: () => 'keep one of them, and make a class of its own for what the other one does',
  }),
  DECLARATION_NAME: entry<{ className: string; name: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, name }) =>
      `The connector ${className || '(unnamed class)'} is called "${name}"; a name has at least 2 characters.`,
    fix: () => "give the decorator a name that operators will recognise: { name: 'CISA KEV' }",
  }),
  DECLARATION_OPTION: entry<{ className: string; option: string; given: string; expected: string }>(
    {
      recovery: 'stop',
      exitCode: 70,
      message: ({ className, option, given, expected }) =>
        `The option "${option}" of ${className} is ${given}, and has to be ${expected}.`,
      fix: ({ className, option, expected }) =>
        `in the decorator of ${className}, make "${option}" ${expected}`,
    },
  ),
  DECLARATION_DURATION_PERIOD: entry<{ className: string; given: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, given }) =>
      `The durationPeriod of ${className} is ${given}, and has to be an ISO 8601 duration above zero.`,
    fix: () => "write it like 'PT30M' (30 minutes), 'PT6H' (6 hours) or 'P1D' (1 day)",
  }),
  DECLARATION_METHOD_MISSING: entry<{
    className: string;
    method: string;
    decorator: string;
    /** The interface that has the method, as an author writes it. */
    contract: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, method, decorator }) =>
      `${className} is marked ${decorator} and has no method ${method}().`,
    fix: ({ method, contract }) =>
      `add ${method}() to the class, and let it say: implements ${contract}`,
  }),
  DECLARATION_NO_HANDLER: entry<{ className: string; decorator: string; fix: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, decorator }) =>
      `${className} is marked ${decorator} and handles nothing.`,
    fix: ({ fix }) => fix,
  }),
  DECLARATION_NO_SCOPE: entry<{ className: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className }) =>
      `${className} has enrich() and no scope, so OpenCTI would never ask it anything.`,
    fix: () => "name the entities in the decorator: @Enrichment({ scope: ['IPv4-Addr'] })",
  }),
  DECLARATION_TWO_WAYS: entry<{ className: string; method: string; decorator: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, method, decorator }) =>
      `${className} has ${method}() and methods marked ${decorator}: which one is asked is not clear.`,
    fix: ({ method, decorator }) => `mark ${method}() with ${decorator} too, or rename it`,
  }),
  DECLARATION_DUPLICATE_HANDLER: entry<{
    className: string;
    of: string;
    methods: readonly string[];
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, of, methods }) =>
      `${className} handles '${of}' twice: ${methods.map(method => `${method}()`).join(' and ')}.`,
    fix: () => 'remove one, or merge them; a request goes to exactly one method',
  }),
  DECLARATION_HANDLER_MISPLACED: entry<{
    className: string;
    method: string;
    decorator: string;
    reason: string;
    fix: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, method, decorator, reason }) =>
      `${decorator} of ${className}.${method} is out of place: ${reason}.`,
    fix: ({ fix }) => fix,
  }),
  DECLARATION_HANDLER_UNKNOWN: entry<{
    className: string;
    method: string;
    decorator: string;
    given: string;
    expected: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, method, decorator, given, expected }) =>
      `${decorator} of ${className}.${method}() names ${given}, which is not ${expected}.`,
    fix: ({ className, method, expected }) => `let ${className}.${method}() name ${expected}`,
  }),
  DECLARATION_BOOKMARK_CLASS: entry<{ className: string; bookmark: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, bookmark, reason }) =>
      `The bookmark of ${className}, ${bookmark}, can't be built without arguments: ${reason}.`,
    fix: () => 'give the decorator a class whose constructor takes nothing and throws nothing',
  }),
  DECLARATION_BOOKMARK_UNREADABLE: entry<{
    connector: string;
    bookmark: string;
    problems: readonly string[];
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ connector, bookmark, problems }) =>
      `The state of ${connector} saved in OpenCTI is no ${bookmark}: ${problems.join('; ')}.`,
    fix: ({ bookmark }) =>
      `reset the connector's state in OpenCTI, or give ${bookmark} a static from(state) that reads it`,
  }),
  DECLARATION_BOOKMARK_UNWRITABLE: entry<{ path: string; what: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ path, what }) =>
      `The bookmark of the page can't be saved as JSON and read back: ${path} is ${what}.`,
    fix: () =>
      'keep text, finite numbers, booleans, dates, and lists or objects of these in a bookmark',
  }),
  DECLARATION_BOOKMARK_TOO_LARGE: entry<{ bytes: number; maxBytes: number }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ bytes, maxBytes }) =>
      `The bookmark of the page takes ${bytes} bytes as JSON; ${maxBytes} are allowed.`,
    fix: () => 'keep a place in the source (a date, a cursor), not what has been read',
  }),
  DECLARATION_NO_CONNECTOR: entry<{ file: string; exports: readonly string[] }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, exports }) =>
      `No connector in ${file}: it exports ${exports.length > 0 ? `${exports.join(', ')} and ` : ''}nothing${exports.length > 0 ? ' else' : ''}.`,
    fix: () =>
      'give the file that exports the class marked @ExternalImport, @Enrichment, @Stream, @ImportFile or @ExportFile',
  }),
  DECLARATION_SECOND_COPY: entry<{
    file: string;
    className: string;
    running: string;
    other: string;
  }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, className, running, other }) =>
      `${className} in ${file} uses another copy of octiflow (${other}) than the one that is running (${running}).`,
    fix: ({ other }) => `run the copy that the connector uses: node ${other}/dist/cli/main.js`,
  }),
  DECLARATION_NO_METADATA: entry<{ file: string; className: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, className }) =>
      `${file} was compiled without decorator metadata, so nothing is known of what the constructor of ${className} takes.`,
    fix: () =>
      'give connector-run the TypeScript file, or compile it with tsc ("emitDecoratorMetadata": true); tsx and esbuild can\'t',
  }),
  DECLARATION_FILE_SYNTAX: entry<{ frame: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ frame }) => `A file can't be parsed.\n\n${frame}\n`,
    fix: () => 'correct the place that is marked',
  }),
  DECLARATION_FILE_FAILED: entry<{ file: string; reason: string; at?: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, reason, at }) =>
      `${file} failed while it was loaded: ${reason}${at === undefined ? '' : `\n  at ${at}`}`,
    fix: () =>
      'correct that line; what a connector does belongs into its methods, not beside its classes',
  }),
  DECLARATION_MODULE_MISSING: entry<{ file: string; wanted: string; from?: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ file, wanted, from }) =>
      `${file} can't be loaded: there is no ${wanted}${from === undefined ? '' : `, which ${from} imports`}.`,
    fix: ({ wanted }) =>
      /^[./]/.test(wanted)
        ? 'correct the path in the import'
        : `install it beside the connector: npm install ${wanted}`,
  }),
} as const;
