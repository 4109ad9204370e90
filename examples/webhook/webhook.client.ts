import {
  FatalError,
  Http,
  HttpError,
  Injectable,
  apiKey,
  hmac,
  type HttpAuth,
  type HttpReply,
  type StreamEvent,
} from 'octiflow';
import { catchError, type Observable } from 'rxjs';
import { WebhookConfig } from './webhook.config.js';

/** Failures that are the same for every event: to try the next one is of no use. */
const ABOUT_ALL: ReadonlySet<string> = new Set(['HTTP_REFUSED', 'HTTP_NOT_FOUND']);

/** Sends events to the webhook. A status other than 2xx is an error. */
@Injectable()
export class WebhookClient {
  private readonly hook: Http;

  constructor(
    private readonly config: WebhookConfig,
    http: Http,
  ) {
    const { url, consumerCount } = config;
    this.hook = http.with({ baseUrl: url, concurrency: consumerCount, auth: [...authOf(config)] });
  }

  /** One event, to the byte as OpenCTI sent it. */
  one({ id, type, text }: StreamEvent): Observable<HttpReply> {
    return this.post(text, { 'x-opencti-event-id': id, 'x-opencti-event-type': type });
  }

  /** Several events as a JSON array, in their order. */
  many(events: readonly StreamEvent[]): Observable<HttpReply> {
    return this.post(`[${events.map(({ text }) => text).join(',')}]`);
  }

  private post(body: string, headers: Record<string, string> = {}): Observable<HttpReply> {
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body,
      // An event may come twice in any case, so a request that broke off may be sent again.
      isIdempotent: true,
    };

    return this.hook.request(this.config.url, options).pipe(
      catchError((error: unknown) => {
        throw asFatal(error);
      }),
    );
  }
}

function* authOf({ authType, header, token, ...config }: WebhookConfig): Generator<HttpAuth> {
  if (authType === 'TOKEN' && header !== undefined && token) yield apiKey(token, { header });
  const { hmacSecret, hmacHeader } = config;
  if (!hmacSecret) return;

  yield hmac(hmacSecret, {
    text: ({ body }) => String(body),
    headers: signature => ({ [hmacHeader]: `sha256=${signature}` }),
  });
}

function asFatal(error: unknown): unknown {
  if (!(error instanceof HttpError) || !ABOUT_ALL.has(error.code)) return error;

  return new FatalError(error.message, {
    cause: error,
    fix: 'check WEBHOOK_URL, WEBHOOK_AUTH_TYPE, WEBHOOK_HEADER and WEBHOOK_TOKEN, and start again',
  });
}
