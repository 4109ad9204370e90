import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { scriptedServer, type Answer } from '../road/scripted-server.js';

/** An object in a {@link FakeS3}. */
export interface FakeObject {
  readonly text: string;
  readonly contentType: string | undefined;
  modifiedAt: Date;
}

/** One request to a {@link FakeS3}. */
export interface S3Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** Objects a page of a listing, and in one removal. */
const PAGE = 1_000;

/**
 * One bucket of an object store, over a socket, path style. It knows putting, listing in pages, and
 * removing many at once, and answers in XML as S3 does.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/
 */
export class FakeS3 {
  readonly objects = new Map<string, FakeObject>();
  readonly requests: S3Request[] = [];
  /** Answers requests of a kind instead of the store, while it is set. */
  failing: ((request: S3Request) => Answer | undefined) | undefined;
  /** Keys that it does not remove. */
  readonly locked = new Set<string>();
  private url = '';
  private end: () => Promise<void> = async () => undefined;

  private constructor(private readonly bucket: string) {}

  static async start(bucket: string): Promise<FakeS3> {
    const store = new FakeS3(bucket);
    const server = await scriptedServer((request, response) => void store.take(request, response));
    store.url = server.url;
    store.end = () => server.stop();

    return store;
  }

  /** Port on 127.0.0.1. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Puts an object that was there before. */
  hold(key: string, modifiedAt: Date): void {
    this.objects.set(key, { text: '{}', contentType: 'application/json', modifiedAt });
  }

  /** Requests of a method, such as `GET` for listings and `POST` for removals. */
  asked(method: string): S3Request[] {
    return this.requests.filter(request => request.method === method);
  }

  stop(): Promise<void> {
    return this.end();
  }

  private async take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(incoming);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers };
    this.requests.push(request);
    const failure = this.failing?.(request);
    if (failure) return failure(incoming, response);

    const { pathname, searchParams } = new URL(url, this.url);
    const [bucket, ...rest] = decodeURIComponent(pathname).slice(1).split('/');
    if (bucket !== this.bucket) return s3Error(404, 'NoSuchBucket')(incoming, response);
    if (method === 'PUT') return this.put(rest.join('/'), body, headers, response);
    if (method === 'GET') return this.list(searchParams, response);
    if (method === 'POST' && searchParams.has('delete')) return this.remove(body, response);
    s3Error(501, 'NotImplemented')(incoming, response);
  }

  private put(
    key: string,
    text: string,
    headers: IncomingHttpHeaders,
    response: ServerResponse,
  ): void {
    this.objects.set(key, { text, contentType: headers['content-type'], modifiedAt: new Date() });
    response.writeHead(200, { etag: '"1"' }).end();
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const after = query.get('continuation-token') ?? '';
    const left = [...this.objects.entries()]
      .filter(([key]) => key.startsWith(query.get('prefix') ?? '') && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const page = left.slice(0, PAGE);
    const isTruncated = left.length > page.length;
    const contents = page.map(
      ([key, { modifiedAt }]) =>
        `<Contents><Key>${key}</Key><LastModified>${modifiedAt.toISOString()}</LastModified></Contents>`,
    );
    const next = isTruncated
      ? `<NextContinuationToken>${page.at(-1)?.[0]}</NextContinuationToken>`
      : '';
    xml(
      response,
      200,
      `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
    );
  }

  private remove(body: string, response: ServerResponse): void {
    const keys = [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
    if (keys.length > PAGE) return xml(response, 400, errorText('MalformedXML'));
    const kept = keys.filter(key => this.locked.has(key));
    for (const key of keys) if (!this.locked.has(key)) this.objects.delete(key);
    const errors = kept.map(key => `<Error><Key>${key}</Key><Code>AccessDenied</Code></Error>`);
    xml(response, 200, `<DeleteResult>${errors.join('')}</DeleteResult>`);
  }
}

/** An error as S3 answers it, with all the members that must not be shown. */
export function s3Error(status: number, code: string): Answer {
  return (request, response) =>
    xml(response, status, errorText(code, request.headers.authorization ?? ''));
}

function errorText(code: string, authorization = ''): string {
  return (
    `<Error><Code>${code}</Code><Message>no: ${authorization}</Message>` +
    `<AWSAccessKeyId>${authorization}</AWSAccessKeyId>` +
    `<StringToSign>${authorization}</StringToSign></Error>`
  );
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;

  return text;
}
