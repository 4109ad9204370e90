/** A code of an error in a GraphQL reply, as the platform spells it. */
export type RefusalCode = keyof typeof REFUSALS;

interface Nominal {
  readonly status?: number;
  readonly genre?: 'TECHNICAL' | 'BUSINESS';
  readonly message: string;
}

/**
 * The codes the sandbox answers with, and what the platform says with each of them. A code without a
 * status is one of the GraphQL server itself.
 *
 * @see OpenCTI `config/errors.js`
 */
const REFUSALS = {
  AUTH_REQUIRED: {
    status: 401,
    genre: 'TECHNICAL',
    message: 'You must be logged in to do this.',
  },
  FORBIDDEN_ACCESS: {
    status: 403,
    genre: 'TECHNICAL',
    message: 'You are not allowed to do this.',
  },
  FUNCTIONAL_ERROR: { status: 400, genre: 'BUSINESS', message: 'Business validation' },
  VALIDATION_ERROR: { status: 500, genre: 'BUSINESS', message: 'Validation error' },
  MISSING_REFERENCE_ERROR: { status: 404, genre: 'BUSINESS', message: 'Element(s) not found' },
  ALREADY_DELETED_ERROR: { status: 400, genre: 'BUSINESS', message: 'Already deleted elements' },
  RESOURCE_NOT_FOUND: { status: 404, message: 'Resource not found' },
  UNSUPPORTED_ERROR: { status: 500, genre: 'BUSINESS', message: 'Unsupported operation' },
  DRAFT_LOCKED: {
    status: 400,
    genre: 'BUSINESS',
    message: 'Draft is in a locked state, no request can be done within this draft',
  },
  WORK_NOT_ALIVE: {
    status: 400,
    genre: 'BUSINESS',
    message: 'Work is no longer alive, no request can be done within the context of this work',
  },
  GRAPHQL_PARSE_FAILED: { message: 'Syntax Error' },
  GRAPHQL_VALIDATION_FAILED: { message: 'The document is not valid' },
  BAD_USER_INPUT: { message: 'The variables are not valid' },
  BAD_REQUEST: { message: 'The request is not valid' },
  OPERATION_RESOLUTION_FAILURE: { message: 'Unknown operation' },
  INTERNAL_SERVER_ERROR: { message: 'Internal server error' },
} as const satisfies Record<string, Nominal>;

/** An error of a GraphQL reply, in the shape the platform gives it. */
export interface RefusalReply {
  readonly message: string;
  /** Copy of the code, where clients of older platforms look for it. */
  readonly name: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly data?: Readonly<Record<string, unknown>> };
}

/** Thrown where the platform answers with an error; becomes an entry of `errors` in the reply. */
export class PlatformRefusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message?: string,
    private readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message ?? REFUSALS[code].message);
    this.name = code;
  }

  /** The entry of `errors`. */
  toReply(path?: readonly (string | number)[]): RefusalReply {
    const { status, genre }: Nominal = REFUSALS[this.code];
    const data = status === undefined ? undefined : { http_status: status, genre, ...this.details };

    return {
      message: this.message,
      name: this.code,
      ...(path && { path }),
      extensions: { code: this.code, ...(data && { data }) },
    };
  }
}
