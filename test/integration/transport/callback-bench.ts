import { connect, type Socket } from 'node:net';
import { Agent, request } from 'undici';
import { Secret } from '../../../src/config/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { CallbackInbox, type CallbackInboxOptions } from '../../../src/transport/index.js';
import { HeldRequests } from '../../support/held-requests.js';
import { RecordingLog } from '../../support/recording-log.js';

export const TOKEN = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';
export const PATH = '/api/callback';
const AT_ONCE = AbortSignal.abort(new Error('the test ends'));

/** What a call was answered. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** How a call departs from one of OpenCTI's worker. */
export interface CallDifferences {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'HEAD';
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** A callback inbox on a free port, and a caller that stands in for OpenCTI's worker. */
export class CallbackBench {
  readonly clock = new FakeClock();
  readonly log = new RecordingLog();
  readonly held = new HeldRequests();
  private readonly agent = new Agent({ connect: { rejectUnauthorized: false } });
  private readonly sockets: Socket[] = [];
  private opened: CallbackInbox | undefined;

  /** An inbox, listening. */
  async started(differences: Partial<CallbackInboxOptions> = {}): Promise<CallbackInbox> {
    const inbox = this.inboxWith(differences);
    await inbox.start(this.held.handle);

    return inbox;
  }

  /** An inbox; the bench stops the last one. */
  inboxWith(differences: Partial<CallbackInboxOptions> = {}): CallbackInbox {
    const options: CallbackInboxOptions = {
      host: '127.0.0.1',
      port: 0,
      path: PATH,
      token: new Secret(TOKEN),
      retry: { firstMs: 1_000, random: () => 1 },
      ...differences,
    };
    this.opened = new CallbackInbox(options, this.clock, this.log);

    return this.opened;
  }

  /** Posts a body as the worker does. */
  async post(body: string | Buffer, differences: CallDifferences = {}): Promise<CallAnswer> {
    const { method = 'POST', path = PATH, headers = {}, token = TOKEN } = differences;
    const isSecure = this.log.lines.some(({ facts }) => facts['tls'] === true);
    const answer = await request(`${isSecure ? 'https' : 'http'}://127.0.0.1:${this.port}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'user-agent': 'pycti/6.9.17',
        ...headers,
      },
      ...(method === 'POST' || method === 'PUT' ? { body } : {}),
      dispatcher: this.agent,
    });
    const text = await answer.body.text();

    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: text === '' ? '' : (JSON.parse(text) as unknown),
    };
  }

  /** Opens a bare connection and writes to it; for what no client would send. */
  raw(text: string): RawCall {
    const socket = connect(this.port, '127.0.0.1');
    this.sockets.push(socket);
    socket.write(text);

    return new RawCall(socket);
  }

  /** Ends everything that was begun. */
  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await this.agent.destroy();
    await this.opened?.stop(AT_ONCE);
  }

  private get port(): number {
    return this.opened?.port ?? 0;
  }
}

/** A bare connection. */
export class RawCall {
  /** Everything that came back, once the other side has closed the connection. */
  readonly answer: Promise<string>;
  private text = '';

  /** Resolves once the other side has begun to answer. */
  readonly begun: Promise<void>;

  constructor(readonly socket: Socket) {
    this.begun = new Promise(resolve => socket.once('data', () => resolve()));
    this.answer = new Promise(resolve => {
      socket.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(this.text));
    });
  }
}
