import { entry } from '../code-entry.js';

/** The holes of one class and of the classes it asks for, all in one error. */
type HoleFacts = {
  /** Name of the class that was to be built. */
  readonly root: string;
  /** The constructors from the root down to each hole, and what is wrong there. */
  readonly drawing: string;
  /** One line for each kind of hole. */
  readonly fixes: readonly string[];
  /** Codes of all holes; that of the error is the first. */
  readonly codes: readonly string[];
};

const holes = entry<HoleFacts>({
  recovery: 'stop',
  exitCode: 70,
  message: ({ root, drawing }) => `${root} cannot be built.\n\n${drawing}`,
  fix: ({ fixes }) => fixes.join('\n     '),
});

/** Codes of the `INJECTION_*` errors. */
export const injectionCodes = {
  INJECTION_TYPE_ERASED: holes,
  INJECTION_NO_METADATA: holes,
  INJECTION_UNREGISTERED: holes,
  INJECTION_CIRCULAR: holes,
  INJECTION_CONSTRUCTOR_FAILED: entry<{ className: string; reason: string }>({
    recovery: 'stop',
    exitCode: 70,
    message: ({ className, reason }) => `${className} failed in its constructor: ${reason}`,
    fix: ({ className }) =>
      `look at the constructor of ${className}; move what may fail (files, requests) into fetch`,
  }),
} as const;
