import type {
  OutgoingFile,
  PlatformConnection,
  QueryOptions,
  ReadFileOptions,
} from '../../src/platform/index.js';
import { ScriptedQueries, type RecordedQuery } from './scripted-queries.js';

/** One upload that a {@link ScriptedConnection} was given. */
export interface RecordedUpload extends RecordedQuery {
  readonly file: OutgoingFile;
}

/** One download that a {@link ScriptedConnection} was asked for. */
export interface RecordedDownload {
  readonly file: string;
  readonly options: ReadFileOptions;
}

/** OpenCTI's API and files without a network; uploads are answered by the same script as queries. */
export class ScriptedConnection extends ScriptedQueries implements PlatformConnection {
  readonly uploads: RecordedUpload[] = [];
  readonly downloads: RecordedDownload[] = [];
  /** What every stored file holds. */
  content: readonly string[] = ['one ', 'two'];

  async upload<T>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    file: OutgoingFile,
    options: QueryOptions = {},
  ): Promise<T> {
    const answer = await this.query<T>(document, variables, options);
    const recorded = this.asked.at(-1);
    if (recorded) this.uploads.push({ ...recorded, file });

    return answer;
  }

  async *download(file: string, options: ReadFileOptions = {}): AsyncGenerator<Buffer> {
    this.downloads.push({ file, options });
    for (const chunk of this.content) yield Buffer.from(chunk);
  }
}
