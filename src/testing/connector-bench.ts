import { explore, type ConnectorBlueprint, type ConnectorKind } from '../connectors/index.js';
import { Secret, type ConfigSources } from '../config/index.js';
import type { Constructor, Token } from '../injection/index.js';
import { Platform, PlatformClient, probePlatform } from '../platform/index.js';
import { secretsOf, type ConnectorReport } from '../runtime/index.js';
import { Sandbox, type WorkView } from '../sandbox/index.js';
import { bundle, type Bundle, type StixObject } from '../stix/index.js';
import { USER_AGENT } from '../version.js';
import { BenchClock } from './bench-clock.js';
import { BenchLog } from './bench-log.js';
import type { BenchOptions } from './bench-options.js';
import type {
  AnalyseOptions,
  AnalysisResult,
  EnrichOptions,
  ExportOptions,
  ExportResult,
  FileImportOptions,
  FileImportResult,
  ImportResult,
  PlaybookResult,
  RequestResult,
} from './bench-results.js';
import { benchSources } from './bench-sources.js';
import { ConnectorProcess } from './connector-process.js';
import { freePort } from './free-port.js';
import { RequestReports } from './request-reports.js';
import { ScriptedSource } from './scripted-source.js';
import { SentBundles, objectsOf, type SentBundle } from './sent-bundles.js';

const CONNECTOR_ID = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';

/**
 * Runs one connector as `connector-run` would, in this process and against an embedded OpenCTI, with a
 * source that answers as the test says and a clock that the test owns. What the connector sends goes
 * the whole way: over HTTP, through the queue, into the knowledge of the sandbox.
 *
 * ```ts
 * const bench = await ConnectorBench.for(AlphaFeed, {
 *   settings: ({ source }) => ({ alpha: { baseUrl: source.url } }),
 * });
 * bench.source.get('/v1/iocs', reply.json({ items: [{ value: '198.51.100.7' }] }));
 *
 * const { report, objects } = await bench.run();
 *
 * expect(report.outcome).toBe('ok');
 * expect(objects).toContainStix({ type: 'ipv4-addr', value: '198.51.100.7' });
 * await bench.close();
 * ```
 *
 * Nothing starts by itself: `CONNECTOR_AUTO` is off unless `env` says otherwise.
 */
export class ConnectorBench {
  /** Every line that the connector and octiflow logged. */
  readonly log = new BenchLog();
  /** OpenCTI, asked as its administrator, to prepare what a test needs: drafts, users, labels. */
  readonly platform: Platform;
  private readonly sent = new SentBundles();
  private readonly client: PlatformClient;
  private readonly reports = new RequestReports();
  private readonly provide: ReadonlyMap<Token, unknown>;
  private readonly secretsSeen = new Set<string>();
  private listening: Promise<ConnectorProcess> | undefined;
  private lastReport: ConnectorReport | undefined;

  private constructor(
    private readonly blueprint: ConnectorBlueprint,
    private readonly options: BenchOptions,
    /** The embedded OpenCTI. */
    readonly sandbox: Sandbox,
    /** The source that answers as the test says. */
    readonly source: ScriptedSource,
    /** Stands still, save for pauses between tries, which are left out. */
    readonly clock: BenchClock,
  ) {
    this.provide = new Map(options.provide);
    const { url, token } = sandbox;
    const addressee = { url, token: new Secret(token), userAgent: USER_AGENT };
    this.client = new PlatformClient(addressee, clock, new BenchLog());
    this.platform = new Platform(this.client, () => probePlatform(this.client, new BenchLog()));
  }

  /**
   * Puts a connector on a bench. End it with {@link ConnectorBench.close}.
   *
   * @throws DeclarationError when the class is no connector, or a wrong one.
   */
  static async for(connector: Constructor, options: BenchOptions = {}): Promise<ConnectorBench> {
    const blueprint = explore(connector);
    const clock = new BenchClock(options.now);
    const { profile, load, amqp } = options;
    const sandbox = await Sandbox.start({
      now: () => clock.now(),
      ...(profile && { profile }),
      ...(amqp !== undefined && { amqp }),
      ...(load && { load: 'type' in load ? load : bundle(load) }),
    });
    try {
      const source = await ScriptedSource.start();
      return new ConnectorBench(blueprint, options, sandbox, source, clock);
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  /** Id of the connector in OpenCTI. */
  get connectorId(): string {
    return this.options.connectorId ?? CONNECTOR_ID;
  }

  /** Every bundle that was sent, whole, oldest first. */
  get bundles(): readonly SentBundle[] {
    return this.sent.all;
  }

  /** The objects of those bundles, each as it was sent last. */
  get objects(): readonly StixObject[] {
    return objectsOf(this.sent.all);
  }

  /** The connector's works in OpenCTI, oldest first. */
  get works(): readonly WorkView[] {
    return this.sandbox.works().filter(({ connector }) => connector === this.connectorId);
  }

  /** The state that OpenCTI keeps for the connector: an import's bookmark; null for none. */
  get bookmark(): unknown {
    const found = this.sandbox.connectors().find(({ id }) => id === this.connectorId);

    return found?.state ?? null;
  }

  /** What the connector has done, as `--report` would write it; undefined before anything was done. */
  get report(): ConnectorReport | undefined {
    return this.lastReport;
  }

  /** The secrets that the connector ran with, in plain text: to look for where they must not be. */
  get secrets(): readonly string[] {
    return [...this.secretsSeen];
  }

  /** Tells OpenCTI what it is to know, without an event. */
  async load(...objects: readonly StixObject[]): Promise<void> {
    await this.sandbox.load(bundle(objects));
  }

  /**
   * Runs an import once, as a process of its own: what it remembers is what OpenCTI keeps. Resolves
   * when everything that it sent is imported.
   *
   * @param startFrom the state to start from instead of the saved one.
   * @throws ConnectorError what kept it from running at all.
   */
  async run(startFrom?: { readonly state: unknown }): Promise<ImportResult> {
    this.require('EXTERNAL_IMPORT');
    const before = this.sent.all.length;
    const running = this.process();
    const { report, error } = await running.run({ once: true, ...(startFrom && { startFrom }) });
    this.lastReport = report;
    const [run] = report.runs;
    if (!run) throw error ?? new Error('the import ended without a run');
    await this.sandbox.idle();
    const bundles = this.sent.all.slice(before);

    return {
      report: run,
      ...(error && { error }),
      ...{ bundles, objects: objectsOf(bundles), bookmark: this.bookmark },
    };
  }

  /**
   * Has an entity enriched, as a user would ask for it, and waits for the answer. Several may be
   * asked for at once.
   *
   * @param entity the entity, which OpenCTI is told of, or the id of one that it knows.
   */
  async enrich(entity: StixObject | string, options?: EnrichOptions): Promise<RequestResult> {
    this.require('INTERNAL_ENRICHMENT');
    await this.start();
    const id = await this.known(entity);
    const works = await this.sandbox.ask.enrichment(id, this.connectorId, options);

    return this.resultOf(works);
  }

  /**
   * Has an entity enriched as a step of a playbook.
   *
   * @param given what the step begins with. Default: the entity alone.
   */
  async enrichInPlaybook(entity: StixObject | string, given?: Bundle): Promise<PlaybookResult> {
    this.require('INTERNAL_ENRICHMENT');
    await this.start();
    const id = await this.known(entity);
    const asked = await this.sandbox.ask.playbookStep(this.connectorId, id, given);
    const report = await this.reports.next(({ work, about }) => !work && about === id);
    const step = this.sandbox.playbooks().find(({ stepId }) => stepId === asked.stepId) ?? asked;

    return { report, step, objects: step.execution?.bundle.objects ?? [] };
  }

  /**
   * Uploads a file and has it imported.
   *
   * @param content text is stored as UTF-8.
   */
  async importFile(
    name: string,
    mimeType: string,
    content: Uint8Array | string,
    { entityId, markings, ...asked }: FileImportOptions = {},
  ): Promise<FileImportResult> {
    this.require('INTERNAL_IMPORT_FILE');
    await this.start();
    const place = { ...(entityId !== undefined && { entityId }), ...(markings && { markings }) };
    const file = await this.sandbox.upload(name, mimeType, content, place);
    const known = new Set(this.sandbox.files().map(({ id }) => id));
    const works = await this.sandbox.ask.import(file.id, {
      ...asked,
      connectorId: this.connectorId,
    });
    const result = await this.resultOf(works);
    const pending = this.sandbox
      .files()
      .find(({ id }) => id.startsWith('import/pending/') && !known.has(id));
    if (!pending) return { ...result, file };
    const workbench = JSON.parse(String(await this.sandbox.readFile(pending.id))) as Bundle;

    return { ...result, file, workbench, objects: workbench.objects };
  }

  /**
   * Has something exported.
   *
   * @param format MIME type of the file, such as `text/csv`.
   */
  async exportFile(format: string, asked: ExportOptions = {}): Promise<ExportResult> {
    this.require('INTERNAL_EXPORT_FILE');
    await this.start();
    const works = await this.sandbox.ask.export({
      ...asked,
      format,
      connectorId: this.connectorId,
    });
    const result = await this.resultOf(works);
    const file = this.sandbox.exports().find(({ name }) => name === result.report.about);
    const bytes = file ? await this.sandbox.readFile(file.id) : Buffer.alloc(0);

    return { ...result, ...(file && { file }), bytes, text: bytes.toString('utf8') };
  }

  /** Has an entity analysed: its fields, or a file of it. */
  async analyse(
    entity: StixObject | string,
    { file }: AnalyseOptions = {},
  ): Promise<AnalysisResult> {
    this.require('INTERNAL_ANALYSIS');
    await this.start();
    const entityId = await this.known(entity);
    const stored =
      file && (await this.sandbox.upload(file.name, file.mimeType, file.content, { entityId }));
    const work = await this.sandbox.ask.analysis(entityId, {
      ...(stored && { contentType: 'file', contentSource: stored.id }),
      connectorId: this.connectorId,
    });
    const result = await this.resultOf([work]);
    const answer = this.sandbox.files().findLast(({ analysis }) => analysis !== null);
    if (!answer || result.report.outcome !== 'ok') return result;
    const matches = JSON.parse(String(await this.sandbox.readFile(answer.id))) as Record<
      string,
      string
    >;

    return { ...result, matches };
  }

  /**
   * Starts a connector that listens; the first request does it too.
   *
   * @throws ConnectorError what kept it from listening.
   */
  async start(): Promise<void> {
    await (this.listening ??= this.listen());
  }

  /**
   * Starts the connector where it can't run, and gives the error that ended it.
   *
   * @throws Error when it runs all the same.
   */
  async failure(): Promise<unknown> {
    const running = this.blueprint.kind === 'EXTERNAL_IMPORT' ? this.run() : this.start();
    const outcome = await running.then(
      result => ({ error: result?.error }),
      (error: unknown) => ({ error }),
    );
    if (outcome.error === undefined) throw new Error('the connector runs');

    return outcome.error;
  }

  /** Stops the connector; the next request starts a new process. */
  async stop(): Promise<void> {
    const listening = await this.listening?.catch(() => undefined);
    this.listening = undefined;
    await listening?.stop();
  }

  /** Stops everything: the connector, the source, OpenCTI. */
  async close(): Promise<void> {
    await this.stop();
    await this.client.close();
    await this.source.stop();
    await this.sandbox.stop();
  }

  private async listen(): Promise<ConnectorProcess> {
    const port = String(await freePort());
    const process = this.process({ CONNECTOR_LISTEN_PROTOCOL_API_PORT: port });
    const listens = this.log.whenWritten('listening', this.log.lines.length);
    const ended = process.run({ once: false }).then(({ error }) => {
      const reason = error ?? new Error('the connector has stopped');
      this.reports.end(reason);
      this.listening = undefined;
      throw reason;
    });
    await Promise.race([listens, ended]);
    // Whoever waits for a report is told; nobody else has to care.
    ended.catch(() => undefined);

    return process;
  }

  private process(env?: Readonly<Record<string, string>>): ConnectorProcess {
    const { blueprint, provide, clock, log } = this;
    const process = new ConnectorProcess({
      ...{ blueprint, sources: this.sources(env), provide, clock, log, copies: [this.sent] },
      onRun: soFar => {
        this.lastReport = soFar;
        const last = soFar.requests?.at(-1);
        if (last) this.reports.add(last);
      },
    });
    for (const secret of secretsOf(process.booted.config)) this.secretsSeen.add(secret);

    return process;
  }

  private sources(more: Readonly<Record<string, string>> = {}): ConfigSources {
    const { settings = {}, env } = this.options;
    const given = typeof settings === 'function' ? settings({ source: this.source }) : settings;

    return benchSources(given, {
      CONNECTOR_ID: this.connectorId,
      CONNECTOR_AUTO: 'false',
      CONNECTOR_AUTO_UPDATE: 'false',
      ...this.sandbox.variables,
      ...more,
      ...env,
    });
  }

  private async known(entity: StixObject | string): Promise<string> {
    if (typeof entity === 'string') return entity;
    await this.load(entity);

    return entity.id;
  }

  private async resultOf([work]: readonly WorkView[]): Promise<RequestResult> {
    if (!work) throw new Error('OpenCTI opened no work');
    const { id } = work;
    const report = await this.reports.next(one => one.work?.id === id);
    await this.sandbox.idle();
    const bundles = this.sent.all.filter(({ workId }) => workId === id);
    const shown = this.sandbox.works().find(one => one.id === id) ?? work;

    return { report, work: shown, bundles, objects: objectsOf(bundles) };
  }

  private require(kind: ConnectorKind): void {
    const { target, kind: own } = this.blueprint;
    if (own === kind) return;

    throw new TypeError(`${target.name} is of kind ${own}, and this is for ${kind}`);
  }
}
