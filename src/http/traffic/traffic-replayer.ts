import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Secret } from '../../config/index.js';
import { HttpError } from '../../errors/index.js';
import { bareUrl } from '../bare-url.js';
import type { OpenAnswer } from '../exchange.js';
import type { Outgoing } from '../outgoing.js';
import { HttpTraffic } from './http-traffic.js';
import { readRecording } from './read-recording.js';
import type { RecordedBody, RecordedExchange } from './recorded-exchange.js';
import { Scrubber } from './scrubber.js';

/** How recordings are matched. */
export interface TrafficReplayerOptions {
  /** Parameters of the URL that are not compared, such as a moment that differs in each run. */
  readonly ignoreQuery?: readonly string[];
  /** Secrets of the settings, as the recorder had them; their values may be others. */
  readonly secrets?: Iterable<Secret>;
}

/**
 * Answers from a folder that a `TrafficRecorder` has filled, or that was written by hand, and sends
 * nothing. A request is answered by the recording with the same method, URL and body; several of
 * them answer in the order of their names, and the last one stays. A conditional request is answered
 * by 304 when it names the version that is recorded.
 *
 * Provide it under {@link HttpTraffic} before the connector is built.
 */
export class TrafficReplayer extends HttpTraffic {
  /** False: nobody has to be spared. */
  override readonly isLive = false;
  private readonly recordings = new Map<string, RecordedExchange[]>();
  private readonly scrubber: Scrubber;
  private readonly ignored: ReadonlySet<string>;

  /** @throws HttpError `HTTP_RECORDING` when the folder, or a file in it, can't be read */
  constructor(
    private readonly folder: string,
    { ignoreQuery = [], secrets = [] }: TrafficReplayerOptions = {},
  ) {
    super();
    this.ignored = new Set(ignoreQuery);
    this.scrubber = new Scrubber([...secrets].map(secret => secret.reveal()));
    for (const recorded of readFolder(folder)) {
      const { method, url, bodySha256 } = recorded.request;
      const key = this.keyOf(method, new URL(url), bodySha256);
      this.recordings.set(key, [...(this.recordings.get(key) ?? []), recorded]);
    }
  }

  /** @throws HttpError `HTTP_NOT_RECORDED` */
  override async answer(request: Outgoing): Promise<OpenAnswer> {
    this.scrubber.learnFrom(request);
    const url = new URL(this.scrubber.url(request.url));
    const inLine = this.recordings.get(
      this.keyOf(request.method, url, this.scrubber.digest(request)),
    );
    const recorded = inLine?.[0];
    if (inLine === undefined || recorded === undefined) throw this.notRecorded(request);
    if (inLine.length > 1) inLine.shift();

    const { status, headers, body, isCut } = recorded.response;
    if (status === 200 && isKnown(request.headers, headers)) return unchanged(headers);
    if (status === 304 && !isConditional(request.headers)) throw this.notRecorded(request);
    const plain = withoutPrototype(headers);

    return {
      status,
      headers: plain,
      chunks: this.content(body, isCut, url),
      close: () => undefined,
    };
  }

  private async *content(
    body: RecordedBody | undefined,
    isCut: boolean | undefined,
    url: URL,
  ): AsyncGenerator<Buffer, void> {
    if (body && 'file' in body) {
      const path = join(this.folder, basename(body.file));
      yield* createReadStream(path) as AsyncIterable<Buffer>;
    } else if (body) {
      yield bytesOf(body);
    }
    if (isCut) {
      throw new HttpError('HTTP_TRUNCATED', { url: bareUrl(url), reason: 'so it was recorded' });
    }
  }

  private keyOf(method: string, url: URL, bodySha256: string | undefined): string {
    const query = [...url.searchParams].filter(([name]) => !this.ignored.has(name)).sort(byName);

    return JSON.stringify([method, url.origin, url.pathname, query, bodySha256 ?? '']);
  }

  private notRecorded({ method, url }: Outgoing): HttpError {
    const same = [...this.recordings.values()]
      .flat()
      .filter(({ request }) => bareUrl(request.url) === bareUrl(url));
    const names = [...new Set(url.searchParams.keys())].join(', ') || 'none';
    const reason =
      same.length === 0
        ? 'nothing is recorded for this address'
        : `${same.length} answers are recorded for this address, none to this method, body and query (${names})`;

    return new HttpError('HTTP_NOT_RECORDED', {
      method,
      url: bareUrl(url),
      folder: this.folder,
      reason,
    });
  }
}

function readFolder(folder: string): RecordedExchange[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new HttpError('HTTP_RECORDING', { file: folder, reason: code }, { cause: error });
  }

  return names
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => readRecording(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

function byName([one]: [string, string], [other]: [string, string]): number {
  return one < other ? -1 : Number(one > other);
}

function bytesOf(body: Exclude<RecordedBody, { file: string }>): Buffer {
  if ('text' in body) return Buffer.from(body.text);

  return 'base64' in body
    ? Buffer.from(body.base64, 'base64')
    : Buffer.from(JSON.stringify(body.json));
}

type Headers = Readonly<Record<string, string>>;

function isConditional(asked: Headers): boolean {
  return 'if-none-match' in asked || 'if-modified-since' in asked;
}

function isKnown(asked: Headers, recorded: Headers): boolean {
  const etag = asked['if-none-match'];
  if (etag !== undefined) return etag === recorded['etag'];
  const date = asked['if-modified-since'];

  return date !== undefined && date === recorded['last-modified'];
}

function unchanged(headers: Headers): OpenAnswer {
  return {
    status: 304,
    headers: withoutPrototype(headers),
    chunks: noBytes(),
    close: () => undefined,
  };
}

function withoutPrototype(headers: Headers): Record<string, string> {
  return Object.assign(Object.create(null) as Record<string, string>, headers);
}

async function* noBytes(): AsyncGenerator<Buffer, void> {
  // What has not changed is not sent.
}
