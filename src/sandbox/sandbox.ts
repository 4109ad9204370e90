import { SandboxError } from '../errors/index.js';
import type { Bundle } from '../stix/index.js';
import { AskControls } from './controls/ask-controls.js';
import { Faults, type CannedAnswer } from './controls/faults.js';
import { readFileBytes, uploadFile, type UploadOptions } from './controls/file-controls.js';
import { deleteKnown, deleteAnyDraft, validateOpenDraft } from './controls/object-controls.js';
import { RequestLog, type RequestRecord } from './controls/request-log.js';
import type { SandboxEventMap, SandboxListener } from './controls/sandbox-events.js';
import { StreamControls } from './controls/stream-controls.js';
import { waitUntil } from './controls/wait-until.js';
import type { StoredFile } from './files/stored-file.js';
import type { ListeningServer } from './http/server.js';
import { resetState } from './operations/connector-operations.js';
import type { PlaybookStep } from './playbooks/playbook-step.js';
import type { BrokerCoordinates } from './queues/connector-queues.js';
import { SandboxCore } from './sandbox-core.js';
import { resolveOptions, type ResolvedOptions, type SandboxOptions } from './sandbox-options.js';
import { variablesOf } from './sandbox-variables.js';
import { SandboxViews } from './sandbox-views.js';
import type { WorkView } from './views/work-view.js';

/**
 * An OpenCTI small enough to embed: connectors register with it, send it bundles, and find what a
 * platform would have made of them.
 *
 * ```ts
 * const sandbox = await Sandbox.start();
 * // run a connector with sandbox.variables, then:
 * await sandbox.idle();
 * console.log(sandbox.bundle().objects.length);
 * await sandbox.stop();
 * ```
 */
export class Sandbox extends SandboxViews {
  /** Where it listens, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The token that connectors use. */
  readonly token: string;
  /** Asks connectors, as people do. */
  readonly ask: AskControls;
  /** The live streams. */
  readonly stream: StreamControls;

  readonly #faults: Faults;
  readonly #requests: RequestLog;

  private constructor(
    private readonly options: ResolvedOptions,
    core: SandboxCore,
    private readonly server: ListeningServer,
    controls: { readonly faults: Faults; readonly requests: RequestLog },
  ) {
    super(core);
    this.url = server.url;
    this.token = options.token;
    this.ask = new AskControls(core.state);
    this.stream = new StreamControls(core.state);
    this.#faults = controls.faults;
    this.#requests = controls.requests;
  }

  /**
   * Starts a sandbox; it answers as soon as this resolves. End it with {@link stop}.
   *
   * @throws SandboxError `SANDBOX_OPTION_INVALID`, `SANDBOX_LISTEN_FAILED`,
   * `SANDBOX_BROKER_UNREACHABLE`, `SANDBOX_DATA_UNUSABLE`, `SANDBOX_DATA_CORRUPT`,
   * `SANDBOX_LOAD_FAILED`
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const resolved = resolveOptions(options);
    const controls = { faults: new Faults(), requests: new RequestLog() };
    const core = await SandboxCore.open(resolved);
    try {
      // Loaded here, so that importing the sandbox costs nothing to those who don't start one.
      const [{ startServer }, { Schema }] = await Promise.all([
        import('./http/server.js'),
        import('./graphql/schema.js'),
      ]);
      const server = await startServer({
        ...controls,
        host: resolved.host,
        port: resolved.port,
        token: resolved.token,
        state: core.state,
        journal: core.journal,
        events: core.events,
        schema: new Schema(resolved.rules.generation),
        requested: record => core.events.emit('request', () => record),
        variables: url => variablesOf(url, resolved),
      });
      return new Sandbox(resolved, core, server, controls);
    } catch (error) {
      await core.close();
      throw error;
    }
  }

  /**
   * Where people look into it and press buttons. The token stands behind the `#`: browsers keep that
   * part to themselves.
   */
  get pageUrl(): string {
    return `${this.url}/#token=${encodeURIComponent(this.token)}`;
  }

  /** The environment variables that make any connector use this sandbox, the token included. */
  get variables(): Readonly<Record<string, string>> {
    return { ...variablesOf(this.url, this.options), OPENCTI_TOKEN: this.token };
  }

  /**
   * Where its queues are reached over AMQP, the password included; connectors learn it when they
   * register. With the `http` queues nothing listens there.
   */
  get broker(): BrokerCoordinates {
    return this.core.queues.broker;
  }

  /** The GraphQL requests it has seen, oldest first; at most the last ten thousand. */
  get requests(): readonly RequestRecord[] {
    return this.#requests.all();
  }

  /** Calls the listener with every event of this name; the returned function ends that. */
  on<Name extends keyof SandboxEventMap>(name: Name, listener: SandboxListener<Name>): () => void {
    return this.core.events.on(name, listener);
  }

  /**
   * Resolves with a work that fits: one that is there, or the first that comes or changes to fit.
   *
   * @throws SandboxError `SANDBOX_STOPPED`; the signal's reason when it aborts first
   */
  async whenWork(fits: (work: WorkView) => boolean, signal?: AbortSignal): Promise<WorkView> {
    return this.works().find(fits) ?? this.core.events.next('work', fits, signal);
  }

  /**
   * Resolves when everything that was pushed is imported, every work is complete and every step of a
   * playbook has come back. What its connector never closes keeps it waiting: give a signal where that
   * may happen.
   *
   * @throws SandboxError `SANDBOX_STOPPED`; the signal's reason when it aborts first
   */
  async idle(signal?: AbortSignal): Promise<void> {
    await waitUntil(() => this.core.isIdle(), 'it was idle', this.core.events, signal);
  }

  /**
   * Takes in what it is to know, as with the option `load`: no event tells of it, and no connector is
   * started on it.
   *
   * @param source a bundle, or the path of a file that holds one
   * @throws SandboxError `SANDBOX_LOAD_FAILED`
   */
  async load(source: Bundle | string): Promise<void> {
    await this.core.load(source);
  }

  /**
   * Uploads a file as a person would: connectors that registered to be started by themselves are asked
   * to import it.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND` for an entity that is not there
   */
  async upload(
    name: string,
    mimeType: string,
    bytes: Uint8Array | string,
    options: UploadOptions = {},
  ): Promise<StoredFile> {
    return uploadFile(name, mimeType, bytes, options, this.core.state);
  }

  /**
   * The bytes of a file.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  async readFile(id: string): Promise<Buffer> {
    return readFileBytes(id, this.core.state);
  }

  /**
   * Asks a connector to do a step of a playbook; what comes back is among the {@link playbooks}.
   *
   * @param bundle what the step begins with. Default: the entity alone
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  async askPlaybookStep(
    connectorId: string,
    entityId: string,
    bundle?: Bundle,
  ): Promise<PlaybookStep> {
    return this.ask.playbookStep(connectorId, entityId, bundle);
  }

  /**
   * Deletes an object, and the relationships that hang on it.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  async deleteObject(id: string): Promise<void> {
    await deleteKnown(id, this.core.state);
  }

  /**
   * Validates a draft: what it holds becomes live.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND` for a draft that is not there or not open
   */
  async validateDraft(id: string): Promise<void> {
    await validateOpenDraft(id, this.core.state);
  }

  /**
   * Deletes a draft, and what it holds.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  deleteDraft(id: string): void {
    deleteAnyDraft(id, this.core.state);
  }

  /** Takes `count` more bundles over HTTP, then refuses every one as the platform does. */
  refuseBundlesAfter(count: number): void {
    this.#faults.refuseBundlesAfter(count);
  }

  /** Answers the next GraphQL requests with this, whatever they ask. */
  answerNext(answer: CannedAnswer): void {
    this.#faults.answerNext(answer);
  }

  /** Holds every GraphQL answer back for so long, in milliseconds; 0 ends it. */
  delayAnswers(ms: number): void {
    this.#faults.delayAnswers(ms);
  }

  /** Treats the right token as a wrong one; `false` ends it. */
  refuseToken(isRefused = true): void {
    this.#faults.refuseToken(isRefused);
  }

  /** Ends every fault. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /**
   * Resets a connector's state, as the button in OpenCTI does: its queues are emptied too.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  async resetState(connectorId: string): Promise<void> {
    if (!this.core.state.connectors.get(connectorId)) {
      throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'connector', id: connectorId });
    }
    await resetState(connectorId, this.core.state);
  }

  /**
   * Deletes a work, as somebody might in OpenCTI: what is queued for it will be dropped.
   *
   * @throws SandboxError `SANDBOX_NOT_FOUND`
   */
  killWork(id: string): void {
    const { works } = this.core.state;
    if (!works.get(id)) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'work', id });
    works.delete(id);
  }

  /** Stops the workers: what is pushed from now on stays queued until {@link resumeWorkers}. */
  async pauseWorkers(): Promise<void> {
    await this.core.queues.pause();
  }

  /** Lets the workers go on. */
  async resumeWorkers(): Promise<void> {
    await this.core.queues.resume();
  }

  /** Releases every socket, timer and file. With a data folder everything is on disk afterwards. */
  async stop(): Promise<void> {
    this.#faults.clear();
    await this.server.close();
    await this.core.close();
  }
}
