import { mkdirSync, readdirSync } from 'node:fs';
import { open, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../../config/index.js';
import { HttpError } from '../../errors/index.js';
import type { OpenAnswer } from '../exchange.js';
import type { Outgoing } from '../outgoing.js';
import { HttpTraffic } from './http-traffic.js';
import type { RecordedBody, RecordedExchange } from './recorded-exchange.js';
import { ScrubbedBytes } from './scrubbed-bytes.js';
import { Scrubber } from './scrubber.js';

/** What a recorder knows. */
export interface TrafficRecorderOptions {
  /** Secrets of the settings: their texts are taken out wherever they are found. */
  readonly secrets?: Iterable<Secret>;
}

/** Larger bodies get a file of their own. */
const MAX_INLINE_BYTES = 1_000_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Sends requests, and keeps each with its answer in a file of a folder, to be answered from by a
 * `TrafficReplayer`. Secrets are taken out: those of the settings, those in headers and parameters of
 * the requests wherever they come back, and cookies and tokens in answers. Look through the files
 * all the same before you publish them: what is personal is known to you alone.
 *
 * Provide it under {@link HttpTraffic} before the connector is built.
 */
export class TrafficRecorder extends HttpTraffic {
  private count: number;
  private readonly scrubber: Scrubber;

  /**
   * @param folder is made when it is missing; recordings that it holds are kept, new ones come after
   * @throws HttpError `HTTP_RECORDING` when it can't be made or read
   */
  constructor(
    private readonly folder: string,
    { secrets = [] }: TrafficRecorderOptions = {},
  ) {
    super();
    this.scrubber = new Scrubber([...secrets].map(secret => secret.reveal()));
    this.count = lastNumber(folder);
  }

  override async answer(request: Outgoing, send: () => Promise<OpenAnswer>): Promise<OpenAnswer> {
    this.scrubber.learnFrom(request);
    const { method, url } = request;
    const bodySha256 = this.scrubber.digest(request);
    const asked = { method, url: this.scrubber.url(url), ...(bodySha256 && { bodySha256 }) };
    const answer = await send();

    this.count += 1;
    const name = `${String(this.count).padStart(4, '0')}-${method}-${shortName(url)}`;
    const headers = this.scrubber.headers(answer.headers);
    const { status } = answer;
    const keep = (body: KeptBody): Promise<void> =>
      this.write(name, { request: asked, response: { status, headers, ...body } });

    return { ...answer, ...this.kept(answer, name, keep) };
  }

  /** The body as it is, which is kept while somebody reads it. */
  private kept(
    { chunks, close }: OpenAnswer,
    name: string,
    keep: (body: KeptBody) => Promise<void>,
  ): Pick<OpenAnswer, 'chunks' | 'close'> {
    const body = new BodyKeeper(this.folder, `${name}.body`, this.scrubber);
    let isRead = false;

    async function* passing(): AsyncGenerator<Buffer, void> {
      isRead = true;
      let isCut = true;
      try {
        for await (const chunk of chunks) {
          await body.add(chunk);
          yield chunk;
        }
        isCut = false;
      } finally {
        const held = await body.end();
        await keep({ ...(held && { body: held }), ...(isCut && { isCut }) });
      }
    }

    return {
      chunks: passing(),
      close: () => {
        close();
        // A body that nobody reads, such as that of a redirect, is kept as an empty one.
        if (!isRead) void keep({}).catch(() => undefined);
        isRead = true;
      },
    };
  }

  private async write(name: string, recorded: RecordedExchange): Promise<void> {
    const path = join(this.folder, `${name}.json`);
    try {
      await writeFile(`${path}.new`, `${JSON.stringify(recorded, null, 2)}\n`);
      await rename(`${path}.new`, path);
    } catch (error) {
      throw unwritable(path, error);
    }
  }
}

type KeptBody = Pick<RecordedExchange['response'], 'body' | 'isCut'>;

/** Holds a small body, and writes a large one to a file as it passes. */
class BodyKeeper {
  private readonly held: Buffer[] = [];
  private size = 0;
  private file: FileHandle | undefined;
  private scrubbed: ScrubbedBytes | undefined;

  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly scrubber: Scrubber,
  ) {}

  async add(chunk: Buffer): Promise<void> {
    this.size += chunk.length;
    if (this.file === undefined) this.held.push(chunk);
    if (this.size <= MAX_INLINE_BYTES) return;
    if (this.file && this.scrubbed) {
      await this.file.writeFile(this.scrubbed.push(chunk));
      return;
    }
    this.file = await open(join(this.folder, this.name), 'w');
    this.scrubbed = new ScrubbedBytes(this.scrubber.known);
    for (const each of this.held.splice(0)) await this.file.writeFile(this.scrubbed.push(each));
  }

  async end(): Promise<RecordedBody | undefined> {
    if (this.file && this.scrubbed) {
      await this.file.writeFile(this.scrubbed.end());
      await this.file.close();
      return { file: this.name };
    }

    return this.size === 0 ? undefined : this.inline(Buffer.concat(this.held));
  }

  private inline(bytes: Buffer): RecordedBody {
    try {
      return { text: this.scrubber.text(utf8.decode(bytes)) };
    } catch {
      const scrubbed = new ScrubbedBytes(this.scrubber.known);
      const clean = Buffer.concat([scrubbed.push(bytes), scrubbed.end()]);
      return { base64: clean.toString('base64') };
    }
  }
}

/** The number of the last recording of a folder; 0 when there is none. */
function lastNumber(folder: string): number {
  try {
    mkdirSync(folder, { recursive: true });
    const numbers = readdirSync(folder).map(name => Number(/^(\d{4,})-.*\.json$/.exec(name)?.[1]));
    return Math.max(0, ...numbers.filter(Number.isSafeInteger));
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(file: string, error: unknown): HttpError {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;

  return new HttpError('HTTP_RECORDING', { file, reason: code }, { cause: error });
}

function shortName({ hostname, pathname }: URL): string {
  const name = `${hostname}${pathname}`.replaceAll(/[^a-zA-Z0-9.]+/g, '-').replace(/-$/, '');

  return name.slice(0, 80);
}
