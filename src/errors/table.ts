import type { CodeEntry } from './code-entry.js';
import { bundleCodes } from './codes/bundle.js';
import { configCodes } from './codes/config.js';
import { declarationCodes } from './codes/declaration.js';
import { httpCodes } from './codes/http.js';
import { injectionCodes } from './codes/injection.js';
import { platformCodes } from './codes/platform.js';
import { requestCodes } from './codes/request.js';
import { sandboxCodes } from './codes/sandbox.js';
import { sourceCodes } from './codes/source.js';
import { streamCodes } from './codes/stream.js';
import { transportCodes } from './codes/transport.js';
import { usageCodes } from './codes/usage.js';

/** Every error code of octiflow, with its recovery, exit code, sentence and fix. */
export const ERROR_TABLE = {
  ...declarationCodes,
  ...injectionCodes,
  ...configCodes,
  ...platformCodes,
  ...transportCodes,
  ...bundleCodes,
  ...httpCodes,
  ...requestCodes,
  ...streamCodes,
  ...sourceCodes,
  ...usageCodes,
  ...sandboxCodes,
} as const;

/** A code of the error table, such as `PLATFORM_TOKEN_REFUSED`. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/** The facts that the sentence of a code is made from. */
export type FactsOf<C extends ErrorCode> =
  (typeof ERROR_TABLE)[C] extends CodeEntry<infer F> ? F : never;

/** The codes that begin with a prefix: `CodeOf<'CONFIG'>` is every `CONFIG_*`. */
export type CodeOf<P extends string> = Extract<ErrorCode, `${P}_${string}`>;
