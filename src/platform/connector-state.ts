import { Subject, type Observable } from 'rxjs';
import { PlatformError } from '../errors/index.js';
import type { Logger } from '../injection/index.js';
import { AnswerReader } from './answer-reader.js';
import { connectorInfoInput, newConnectorInfo, type ConnectorInfo } from './connector-info.js';
import type { PlatformQueries } from './platform-call.js';
import type { Registration } from './registration.js';
import { isEmptyState, isSameState, parseState } from './state-text.js';

/** How somebody else changed the state: emptied it, or put another one in its place. */
export type StateChange = 'reset' | 'edited';

const PING = /* GraphQL */ `
  mutation PingConnector($id: ID!, $state: String, $connectorInfo: ConnectorInfoInput) {
    pingConnector(id: $id, state: $state, connectorInfo: $connectorInfo) {
      id
      connector_state
      connector_info {
        run_and_terminate
        buffering
        queue_threshold
        queue_messages_size
        next_run_datetime
        last_run_datetime
      }
    }
  }
`;

/** A ping that takes longer is worth less than the next one. */
const PING_TIMEOUT_MS = 30_000;

/**
 * The state that OpenCTI keeps for a connector, and the ping that carries it.
 *
 * Whoever changes it on the platform wins. A ping sends what we have; if the answer says something
 * else, somebody reset or edited the state in between, so the answer is taken over and
 * {@link ConnectorState.changes} tells. Pings go one after the other, so an answer is never
 * compared with a state that was set after it was asked for.
 *
 * @see OpenCTI `opencti-graphql/src/domain/connector.ts`, `pingConnector` and `resetStateConnector`
 */
export class ConnectorState {
  /** What the platform is shown beside the state. */
  readonly info: ConnectorInfo = newConnectorInfo();

  private readonly changed = new Subject<StateChange>();
  private text: string | null;
  private changeCount = 0;
  private seenChanges = 0;
  private latestChange: StateChange = 'reset';
  private hasOldReset: boolean;
  private stored: string | null;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param onUnknown called when OpenCTI does not know the connector any more, because somebody
   * deleted it: register it again. The ping is then repeated; without the callback it fails.
   */
  constructor(
    private readonly client: PlatformQueries,
    private readonly registration: Pick<Registration, 'id' | 'state'>,
    private readonly log: Logger,
    private readonly onUnknown?: () => Promise<unknown>,
  ) {
    this.text = registration.state;
    this.stored = registration.state;
    this.hasOldReset = registration.state === '';
  }

  /** Emits after somebody else changed the state and it was taken over. Never completes. */
  get changes(): Observable<StateChange> {
    return this.changed.asObservable();
  }

  /**
   * The state, parsed anew at each call; null when there is none or it can't be read. What is saved
   * next counts as based on what this gave last.
   */
  get current(): object | null {
    this.seenChanges = this.changeCount;

    return parseState(this.text).value;
  }

  /** The state as it stands, readable or not; null when there is none. */
  get raw(): string | null {
    return isEmptyState(this.text) ? null : this.text;
  }

  /** False when there is a state but it is no JSON object. It is kept until something is saved. */
  get isReadable(): boolean {
    return parseState(this.text).isReadable;
  }

  /**
   * Puts a state in place and tells the platform at once.
   *
   * @param state object that JSON can carry; null for none
   * @returns `saved`; or what somebody else did to the state since {@link current} was last read,
   * in which case theirs stands and this one is dropped
   * @throws PlatformError when the platform can't be told; the state stands and the next ping
   * carries it
   */
  save(state: object | null): Promise<'saved' | StateChange> {
    const text = JSON.stringify(state);
    const base = this.seenChanges;

    return this.inTurn(async () => {
      if (base !== this.changeCount) return this.latestChange;
      this.text = text;
      await this.ping();
      return base === this.changeCount ? 'saved' : this.latestChange;
    });
  }

  /**
   * Tells the platform that the connector lives, with its state and {@link info}.
   *
   * @throws PlatformError
   */
  beat(signal?: AbortSignal): Promise<void> {
    return this.inTurn(() => this.ping(signal));
  }

  private async ping(signal?: AbortSignal): Promise<void> {
    const sent = isEmptyState(this.text) ? 'null' : String(this.text);
    let stored = await this.exchange(sent, signal);
    // A reset that was already there when we registered makes the platform ignore the first ping.
    if (this.hasOldReset && stored === '') stored = await this.exchange(sent, signal);
    this.hasOldReset = false;

    // An empty text instead of "null" means a reset too: its queues were emptied with the state.
    const isReset = stored === '' && this.stored !== '';
    this.stored = stored;
    if (!isReset && isSameState(sent, stored)) return;
    this.text = stored;
    this.latestChange = isEmptyState(stored) ? 'reset' : 'edited';
    this.changeCount += 1;
    this.log.info('state changed on the platform', { change: this.latestChange });
    this.changed.next(this.latestChange);
  }

  private async exchange(state: string, signal?: AbortSignal): Promise<string | null> {
    const { id } = this.registration;
    const variables = { id, state, connectorInfo: connectorInfoInput(this.info) };
    const options = { isIdempotent: true, timeoutMs: PING_TIMEOUT_MS, signal };
    const ask = async (): Promise<string | null> => {
      const data = await this.client.query(PING, variables, options);
      return AnswerReader.of('PingConnector', data)
        .object('pingConnector')
        .textIfAny('connector_state');
    };
    try {
      return await ask();
    } catch (error) {
      if (!this.onUnknown || !isUnknownConnector(error)) throw error;
      this.log.warn('connector is not known to OpenCTI any more, registering it again');
      await this.onUnknown();
      return ask();
    }
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.last.then(task, task);
    this.last = turn.catch(() => undefined);

    return turn;
  }
}

function isUnknownConnector(error: unknown): boolean {
  return (
    error instanceof PlatformError &&
    error.code === 'PLATFORM_REFUSED' &&
    /no connector found|connector.{0,40}not found|unknown connector/i.test(error.message)
  );
}
