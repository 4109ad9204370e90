import { PlatformError } from '../../src/errors/index.js';
import type { PlatformQueries, QueryOptions } from '../../src/platform/index.js';

/** One request that a {@link ScriptedQueries} was given. */
export interface RecordedQuery {
  /** Name of the operation. */
  readonly operation: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly options: QueryOptions;
}

/** Gives the `data` of an answer, or throws. */
export type QueryScript = (query: RecordedQuery) => unknown;

/** OpenCTI's API without a network: it records what it is asked and answers as a test says. */
export class ScriptedQueries implements PlatformQueries {
  readonly asked: RecordedQuery[] = [];

  constructor(public script: QueryScript) {}

  async query<T>(
    document: string,
    variables: Readonly<Record<string, unknown>> = {},
    options: QueryOptions = {},
  ): Promise<T> {
    const operation = /(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? '';
    const query = { operation, document, variables, options };
    this.asked.push(query);

    return (await this.script(query)) as T;
  }

  /** Names of the operations, in the order in which they came. */
  get operations(): string[] {
    return this.asked.map(({ operation }) => operation);
  }
}

/** What OpenCTI refuses with. */
export function refused(platformCode: string, reason: string): PlatformError {
  const faults = [{ code: platformCode, message: reason }];

  return new PlatformError('PLATFORM_REFUSED', {
    url: 'http://opencti.example',
    operation: 'something',
    platformCode,
    reason,
    faults,
  });
}

/** What a platform that is away fails with. */
export function away(): PlatformError {
  return new PlatformError('PLATFORM_UNREACHABLE', {
    url: 'http://opencti.example',
    reason: 'connection refused',
    isSent: false,
  });
}
