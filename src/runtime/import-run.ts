import { EMPTY, defer, expand, from, lastValueFrom, retry, type Observable } from 'rxjs';
import { readBookmark, writeBookmark, type Page } from '../connectors/index.js';
import { asConnectorError, type ConnectorError } from '../errors/index.js';
import { isSco } from '../stix/index.js';
import { AttemptCounter } from './attempt-counter.js';
import { convertPage } from './convert-page.js';
import { furnish } from './furnish.js';
import type { ImportParts, StopSignals } from './import-parts.js';
import { ImportSender } from './import-sender.js';
import { namedSource } from './named-source.js';
import { prefetch } from './prefetch.js';
import { pulled } from './pulled.js';
import { pump } from './pump.js';
import type { RunReport } from './run-report.js';
import { Tally } from './tally.js';
import { untilStopped } from './until-stopped.js';
import { partingObjects, vanishedObjects } from './vanished-objects.js';
import { WorkLedger, type ClosedWork } from './work-ledger.js';

/** A page on its way back: what decides how the run goes on. */
interface Confirmed {
  readonly more: boolean;
}

/** One run: what it has done, what is saved, and how it ends. */
export class ImportRun {
  private readonly tally = new Tally();
  private readonly attempts = new AttemptCounter();
  private readonly sender: ImportSender;
  private readonly ledger: WorkLedger | undefined;
  private readonly startedAt: Date;
  private readonly startedMs: number;
  /** What is saved in OpenCTI; where a retry starts again. */
  private saved: unknown;
  private cutShort: string | undefined;

  constructor(
    private readonly parts: ImportParts,
    private readonly signals: StopSignals,
    startFrom: { readonly state: unknown } | undefined,
  ) {
    const { openWork, outbox, clock } = parts;
    this.ledger = openWork && new WorkLedger(openWork, outbox.countsExpectations, clock);
    this.sender = new ImportSender(parts, this.ledger, this.tally, signals.abandoned);
    this.startedAt = clock.now();
    this.startedMs = clock.monotonic();
    this.saved = startFrom ? startFrom.state : parts.store.current;
  }

  async report(): Promise<RunReport> {
    const { log, unchanged } = this.parts;
    log.info('run started', { since: this.saved ?? undefined });
    unchanged?.beginRun();

    try {
      const isFromBeginning = this.bookmark === undefined;
      await lastValueFrom(this.pages(), { defaultValue: undefined });
      if (isFromBeginning) await lastValueFrom(this.vanished(), { defaultValue: undefined });
    } catch (error) {
      return this.failed(asConnectorError(error));
    }

    return this.finished();
  }

  /** All pages, turn by turn: the next fetch is made only when the last page is safe. */
  private pages(): Observable<Confirmed> {
    return this.turn().pipe(
      expand(last => (last.more && !this.isStopped ? this.turn() : EMPTY), 1),
    );
  }

  /** One call of the connector's `fetch`; its last page decides whether there is another turn. */
  private turn(): Observable<Confirmed> {
    let last: Confirmed = { more: false };

    const once = defer(() =>
      pump(this.source(), page =>
        defer(async () => {
          last = await this.deliver(page);
        }),
      ),
    ).pipe(retry({ delay: error => this.beforeRetry(error) }));

    return defer(async () => {
      await lastValueFrom(once, { defaultValue: undefined });
      return last;
    });
  }

  private source(): AsyncIterable<Page<unknown, unknown>> {
    const { importer, blueprint, whenQueueHasRoom } = this.parts;
    const { bookmark } = this;
    const fetched = namedSource(
      () => pulled(importer.fetch(bookmark), this.signals.stopping),
      `${blueprint.target.name}.fetch`,
    );
    const ask = async (): Promise<void> => whenQueueHasRoom(this.signals.stopping);

    return prefetch(untilStopped(fetched, this.signals.stopping, ask), blueprint.lookahead);
  }

  private async deliver(page: Page<unknown, unknown>): Promise<Confirmed> {
    // Fetched ahead, and not wanted any more.
    if (this.isStopped) return { more: false };
    const { clock, log, importer, blueprint, furnishings, metrics } = this.parts;
    const began = clock.monotonic();

    const converted = await convertPage(importer, page, blueprint);
    const furnished = furnish(converted.objects, furnishings, isSco);
    const sent = await this.sender.send(furnished);
    await this.save(page.bookmark);

    this.tally.confirmed({ items: converted.items, ...sent });
    metrics?.add('pages_total', 1);
    metrics?.add('items_total', converted.items);
    metrics?.add('items_skipped_total', converted.skipped.length);
    for (const { error, item } of converted.skipped) {
      this.tally.skipped += 1;
      this.tally.failed(error, item);
      log.warn('item skipped', { item, reason: error.message, code: error.code });
    }
    if (page.note) this.tally.noted(page.note);
    log.info('page confirmed', {
      page: this.tally.pages,
      items: converted.items,
      objects: sent.objects,
      messages: sent.messages,
      skipped: converted.skipped.length || undefined,
      note: page.note,
      ms: Math.round(clock.monotonic() - began),
    });

    return { more: page.more === true };
  }

  /** Lets the connector say what becomes of objects that are gone from the source. */
  private vanished(): Observable<unknown> {
    if (this.isStopped) return EMPTY;

    return pump(vanishedObjects(this.parts, this.tally), ids =>
      defer(() => this.letGo(ids)).pipe(retry({ delay: error => this.beforeRetry(error) })),
    );
  }

  private async letGo(ids: readonly string[]): Promise<void> {
    const objects = await partingObjects(this.parts, ids);
    const sent = await this.sender.send(furnish(objects, this.parts.furnishings, isSco));
    await this.parts.unchanged?.forget(ids);
    this.tally.sent(sent);
  }

  private async save(bookmark: unknown): Promise<void> {
    if (bookmark === undefined) return;
    const state = writeBookmark(bookmark);

    const outcome = await this.parts.store.save(state);
    this.saved = outcome === 'saved' ? state : this.parts.store.current;
    if (outcome === 'saved') return;

    // The page is safe on the queue; what OpenCTI's operator asked for comes next.
    this.cutShort =
      outcome === 'reset'
        ? 'the state was reset in OpenCTI, so the next run starts from the beginning'
        : 'the state was edited in OpenCTI, so the next run starts there';
    this.tally.noted(this.cutShort);
    this.parts.log.warn('run cut short', { reason: this.cutShort });
  }

  private beforeRetry(thrown: unknown): Observable<unknown> {
    const { clock, log, retryPolicy, blueprint } = this.parts;
    const error = asConnectorError(thrown);
    const attempt = this.attempts.failedAt(this.saved);
    const delayMs = retryPolicy.delayMs(error, attempt, blueprint.pageRetries);
    if (delayMs === undefined || this.isStopped) throw error;

    log.warn('page failed, trying again', {
      page: this.tally.pages + 1,
      code: error.code,
      reason: error.message,
      retry: attempt,
      of: blueprint.pageRetries,
      inMs: delayMs,
    });

    return from(clock.pause(delayMs, this.signals.stopping));
  }

  private get bookmark(): object | undefined {
    return readBookmark(this.parts.blueprint, this.saved);
  }

  private get isStopped(): boolean {
    return this.signals.stopping.aborted || this.cutShort !== undefined;
  }

  private async finished(): Promise<RunReport> {
    const stopped = this.signals.stopping.aborted;
    if (stopped) this.tally.noted('the connector was told to stop; the next run goes on from here');
    const { unchanged } = this.tally;
    if (this.parts.unchanged && unchanged > 0) this.tally.noted(`${unchanged} objects unchanged`);
    const message = this.tally.summary();

    const work = await this.ledger?.done(message, this.signals.stopping);
    const isWhole = this.tally.whole && !stopped && !this.cutShort;
    const report = this.build(isWhole ? 'ok' : 'partial', work);
    const { pages, items, objects, messages, skipped, dropped } = this.tally;
    this.parts.log.info('run done', {
      ...{ pages, items, objects, messages },
      skipped: skipped || undefined,
      dropped: dropped || undefined,
      notes: this.tally.notes.length > 0 ? this.tally.notes.join('; ') : undefined,
      ms: report.durationMs,
    });

    return report;
  }

  private async failed(error: ConnectorError): Promise<RunReport> {
    const { log } = this.parts;
    this.tally.failed(error);
    log.error('run failed', {
      page: this.tally.pages + 1,
      code: error.code,
      reason: error.message,
      fix: error.fix,
      cause: error,
    });

    // The queue has lost what was sent under it.
    if (error.code === 'TRANSPORT_WORK_GONE') await this.parts.unchanged?.clear();
    const work = await this.ledger
      ?.failed(error, this.signals.stopping)
      .catch((thrown: unknown) => {
        const second = asConnectorError(thrown);
        log.error('work could not be closed', { code: second.code, reason: second.message });
        return undefined;
      });

    return { ...this.build('failed', work), failure: error };
  }

  private build(outcome: RunReport['outcome'], work: ClosedWork | undefined): RunReport {
    const { pages, items, objects, bundles, messages, skipped, dropped, errors, notes } =
      this.tally;

    return {
      startedAt: this.startedAt.toISOString(),
      durationMs: Math.round(this.parts.clock.monotonic() - this.startedMs),
      outcome,
      ...{ pages, items, objects, bundles, messages, skipped, dropped, errors, notes },
      ...(work && { work }),
      bookmark: this.saved ?? null,
    };
  }
}
