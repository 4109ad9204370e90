import type { OutgoingFile } from './outgoing-file.js';
import type { PlatformCapabilities } from './platform-capabilities.js';
import type { QueryOptions } from './platform-call.js';
import type { PlatformConnection } from './platform-connection.js';
import type { RequestContext } from './request-context.js';
import type { ReadFileOptions } from './stored-file.js';

/** Finds out what OpenCTI can do; may be asked often. */
export type AsksCapabilities = () => Promise<Pick<PlatformCapabilities, 'has'>>;

/** A connection on which everything is carried out in one context. It holds nothing that changes. */
export class BoundConnection implements PlatformConnection {
  constructor(
    private readonly connection: PlatformConnection,
    private readonly capabilities: AsksCapabilities,
    private readonly context: RequestContext,
  ) {}

  async query<T>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
    options?: QueryOptions,
  ): Promise<T> {
    return this.connection.query<T>(document, variables, await this.bind(options));
  }

  async upload<T>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    file: OutgoingFile,
    options?: QueryOptions,
  ): Promise<T> {
    return this.connection.upload<T>(document, variables, file, await this.bind(options));
  }

  download(file: string, options?: ReadFileOptions): AsyncIterable<Buffer> {
    const read = async function* (this: BoundConnection): AsyncGenerator<Buffer> {
      yield* this.connection.download(file, await this.bind(options));
    };

    return { [Symbol.asyncIterator]: () => read.call(this) };
  }

  private async bind<O extends { readonly context?: RequestContext }>(
    options: O = {} as O,
  ): Promise<O & { readonly context: RequestContext }> {
    const context = { ...this.context, ...options.context };
    const isKnown = context.workId === undefined || (await this.capabilities()).has('workContext');

    return { ...options, context: isKnown ? context : { ...context, workId: undefined } };
  }
}
