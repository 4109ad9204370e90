import type { Clock, Logger } from '../injection/index.js';
import { tokenAuth, type CallbackAuth } from './callback-auth.js';
import { checkEndpoint, type CallbackInboxOptions } from './callback-options.js';
import { CallbackParcel, type CallbackAnswer } from './callback-parcel.js';
import { startCallbackServer, type CallbackServer } from './callback-server.js';
import type { ServerTls } from './callback-tls.js';
import type { HandleMessage, Inbox } from './inbox.js';
import { concurrencyOf } from './inbox-limits.js';
import { Intake, type IntakeProtocol } from './intake.js';
import { jwtAuth } from './jwt-auth.js';
import { waitAtMost } from './wait-at-most.js';
import { WaitingRoom, type Seat } from './waiting-room.js';

/** OpenCTI's worker hangs up after 5 minutes. */
const HTTP: IntakeProtocol = { ackAfter: 'receipt', leaseMs: 4 * 60_000, tellsRedelivery: false };
const DEFAULT_MAX_BODY_BYTES = 50 * 1024 * 1024;
const DEFAULT_MAX_WAITING = 100;
const DEFAULT_MAX_WAITING_BYTES = 100 * 1024 * 1024;
const CLOSE_WITHIN_MS = 5_000;

/**
 * Requests that OpenCTI's worker posts to the connector, for connectors that can't reach the broker.
 * `GET /health` answers 200 while it listens.
 *
 * By default a call is answered 202 at once and worked on after: the worker has then taken the
 * message off its queue, so **a crash loses what was taken in and not finished**; the works stay
 * open. A handler that could not report is called again here, after a pause, since nobody would
 * bring the message again. With `ackAfter: 'outcome'` the call is answered when the outcome is
 * reported, at the latest after the lease (4 minutes: the worker hangs up after 5); a crash before
 * that loses nothing, and workers wait meanwhile.
 *
 * The same request (by work id, or by the bytes of a request without one) that is posted again while
 * it is worked on, or within an hour after, is not run again. A body that is no request is answered
 * 200 and dropped: after any error the worker would bring it for ever. When too much waits, calls
 * are answered 503, and the worker brings them again later.
 *
 * @see OpenCTI worker `listen_handler.py`
 */
export class CallbackInbox implements Inbox {
  readonly protocol = 'api';
  private readonly intake: Intake;
  private readonly room: WaitingRoom;
  private readonly auth: CallbackAuth;
  private readonly tls: ServerTls | undefined;
  private server: CallbackServer | undefined;

  /** @throws TransportError `TRANSPORT_INBOX_INVALID` when an option can't be used */
  constructor(
    private readonly options: CallbackInboxOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    const { maxWaiting = DEFAULT_MAX_WAITING, maxWaitingBytes = DEFAULT_MAX_WAITING_BYTES } =
      options;
    this.tls = checkEndpoint(options);
    this.auth = authOf(options, clock, log);
    this.room = new WaitingRoom({
      messages: concurrencyOf(options) + maxWaiting,
      bytes: maxWaitingBytes,
    });
    this.intake = new Intake(options, HTTP, clock, log);
  }

  /** The port that it listens at; 0 before the start. */
  get port(): number {
    return this.server?.port ?? 0;
  }

  /** @throws TransportError `TRANSPORT_CALLBACK_PORT` */
  async start(handle: HandleMessage): Promise<void> {
    const { host = '0.0.0.0', port, path, timeouts = {} } = this.options;
    const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = this.options;
    const { tls, auth, room } = this;
    const take = (content: Buffer, seat: Seat): Promise<CallbackAnswer> => this.take(content, seat);

    await this.intake.open(handle);
    const facts = { host, port, path, tls, timeouts, maxBodyBytes, auth, room, take };
    this.server = await startCallbackServer(facts);
    this.log.info('listening', { host, port: this.port, path, tls: tls !== undefined });
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.intake.stop();
    const { server } = this;
    const closed = server?.close();
    await this.intake.drain(signal);
    if (!server || !closed) return;

    await waitAtMost(closed, CLOSE_WITHIN_MS, this.clock);
    server.destroy();
    await closed;
  }

  private take(content: Buffer, seat: Seat): Promise<CallbackAnswer> {
    return new Promise(resolve => {
      void this.intake.take(new CallbackParcel(content, resolve)).finally(() => seat.leave());
    });
  }
}

function authOf(options: CallbackInboxOptions, clock: Clock, log: Logger): CallbackAuth {
  const { token, jwks } = options;
  if (jwks === undefined) return tokenAuth(token);
  const refreshKeys = async (): Promise<string | undefined> => options.refreshKeys?.();

  return jwtAuth({ jwks, refreshKeys }, clock, log);
}
