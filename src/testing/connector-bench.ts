import { explore, type ConnectorKind } from '../connectors/index.js';
import type { Constructor } from '../injection/index.js';
import { Sandbox, type WorkView } from '../sandbox/index.js';
import { bundle, type Bundle, type StixObject } from '../stix/index.js';
import { BenchClock } from './bench-clock.js';
import type { BenchOptions } from './bench-options.js';
import { BenchViews } from './bench-views.js';
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
  StreamResult,
} from './bench-results.js';
import { ScriptedSource } from './scripted-source.js';
import { objectsOf } from './sent-bundles.js';

const STREAM_HEARTBEAT_MS = 20;

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
export class ConnectorBench extends BenchViews {
  /**
   * Puts a connector on a bench. End it with {@link ConnectorBench.close}.
   *
   * @throws DeclarationError when the class is no connector, or a wrong one.
   */
  static async for(connector: Constructor, options: BenchOptions = {}): Promise<ConnectorBench> {
    const blueprint = explore(connector);
    const clock = new BenchClock(options.now);
    const { profile, load, amqp, queues } = options;
    const sandbox = await Sandbox.start({
      now: () => clock.now(),
      // A stream is followed to its end when the sandbox says that it is: soon, in a test.
      ...(blueprint.kind === 'STREAM' && { heartbeatMs: STREAM_HEARTBEAT_MS }),
      ...(profile && { profile }),
      ...(amqp !== undefined && { amqp }),
      ...(queues && { queues }),
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
    const running = this.life.process();
    const { report, error } = await running.run({ once: true, ...(startFrom && { startFrom }) });
    this.life.report = report;
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
   * Follows a stream up to the present, as a process of its own: where it goes on is what OpenCTI
   * keeps. Make events before, with `bench.sandbox.stream`. Events that can't be delivered are written
   * to the folder `CONNECTOR_STORE_PATH`: give it in `env`.
   *
   * @param startFrom the state to start from instead of the saved one.
   * @throws ConnectorError what kept it from following at all.
   */
  async follow(startFrom?: { readonly state: unknown }): Promise<StreamResult> {
    this.require('STREAM');
    const running = this.life.process();
    const { report, error } = await running.run({ once: true, ...(startFrom && { startFrom }) });
    this.life.report = report;
    const { events } = report;
    if (!events) throw error ?? new Error('the connector ended without a word on its events');

    return { report: events, ...(error && { error }), bookmark: this.bookmark };
  }

  /**
   * Has an entity enriched, as a user would ask for it, and waits for the answer. Several may be
   * asked for at once.
   *
   * @param entity the entity, which OpenCTI is told of, or the id of one that it knows.
   */
  async enrich(entity: StixObject | string, options?: EnrichOptions): Promise<RequestResult> {
    await this.ready('INTERNAL_ENRICHMENT');
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
    await this.ready('INTERNAL_ENRICHMENT');
    const id = await this.known(entity);
    const asked = await this.sandbox.ask.playbookStep(this.connectorId, id, given);
    const report = await this.life.reports.next(({ work, about }) => !work && about === id);
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
    await this.ready('INTERNAL_IMPORT_FILE');
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
    await this.ready('INTERNAL_EXPORT_FILE');
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
    await this.ready('INTERNAL_ANALYSIS');
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
    await this.life.start();
  }

  /**
   * Starts the connector where it can't run, and gives the error that ended it.
   *
   * @throws Error when it runs all the same.
   */
  async failure(): Promise<unknown> {
    const outcome = await this.once().then(
      result => ({ error: result?.error }),
      (error: unknown) => ({ error }),
    );
    if (outcome.error === undefined) throw new Error('the connector runs');

    return outcome.error;
  }

  /** Stops the connector; the next request starts a new process. */
  async stop(): Promise<void> {
    await this.life.stop();
  }

  /** Stops everything: the connector, the source, OpenCTI. */
  async close(): Promise<void> {
    await this.stop();
    await this.client.close();
    await this.source.stop();
    await this.sandbox.stop();
  }

  private once(): Promise<{ readonly error?: unknown } | void> {
    const { kind } = this.blueprint;
    if (kind === 'EXTERNAL_IMPORT') return this.run();

    return kind === 'STREAM' ? this.follow() : this.start();
  }

  private async known(entity: StixObject | string): Promise<string> {
    if (typeof entity === 'string') return entity;
    await this.load(entity);

    return entity.id;
  }

  private async resultOf([work]: readonly WorkView[]): Promise<RequestResult> {
    if (!work) throw new Error('OpenCTI opened no work');
    const { id } = work;
    const report = await this.life.reports.next(one => one.work?.id === id);
    await this.sandbox.idle();
    const bundles = this.sent.all.filter(({ workId }) => workId === id);
    const shown = this.sandbox.works().find(one => one.id === id) ?? work;

    return { report, work: shown, bundles, objects: objectsOf(bundles) };
  }

  private async ready(kind: ConnectorKind): Promise<void> {
    this.require(kind);
    await this.start();
  }

  private require(kind: ConnectorKind): void {
    const { target, kind: own } = this.blueprint;
    if (own === kind) return;

    throw new TypeError(`${target.name} is of kind ${own}, and this is for ${kind}`);
  }
}
