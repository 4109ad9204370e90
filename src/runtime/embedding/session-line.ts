import { TransportError, UnexpectedError } from '../../errors/index.js';
import type { Clock, Logger } from '../../injection/index.js';
import { Platform } from '../../platform/index.js';
import type { DroppedObject, StixObject } from '../../stix/index.js';
import { inBatches } from '../in-batches.js';
import { bundleText } from '../listening/bundle-text.js';
import { prefetch } from '../prefetch.js';
import { sendBundle, sendObjects, type Sending } from '../send-objects.js';
import type { Session } from '../session.js';
import { WorkLedger } from '../work-ledger.js';
import type { ConnectorLine } from './connector-line.js';
import type { ConnectorWork } from './connector-work.js';
import { OpenedWork } from './opened-work.js';
import type { SendOptions, SendOutcome } from './send-options.js';
import { isStream, wholeOf, type Sendable } from './sendable.js';

/** Objects of a stream that are split together. */
const WINDOW = 1_000;
/** Windows of a stream that are read while one is being sent. */
const AHEAD = 1;

/** What a {@link SessionLine} is made of. */
export interface LineParts {
  readonly session: Session;
  /** Name of the connector. */
  readonly name: string;
  /** `CONNECTOR_VALIDATE_BEFORE_IMPORT` */
  readonly validateBeforeImport: boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The line of a program to OpenCTI, over a session. */
export class SessionLine implements ConnectorLine {
  private readonly platform: Platform;
  private readonly works = new Map<string, OpenedWork>();

  constructor(private readonly parts: LineParts) {
    const { client, capabilities } = parts.session;
    this.platform = new Platform(client, async () => capabilities);
  }

  get id(): string {
    return this.parts.session.registration.id;
  }

  get platformVersion(): string {
    return this.parts.session.capabilities.version;
  }

  async openWork(name: string): Promise<ConnectorWork> {
    const { session, clock } = this.parts;
    const work = await session.works.open(this.id, name, { multiPart: true });
    const ledger = new WorkLedger(async () => work, session.outbox.countsExpectations, clock);
    await ledger.open();
    const opened = new OpenedWork(name, work, ledger, () => this.works.delete(work.id));
    this.works.set(work.id, opened);

    return opened;
  }

  async send(content: Sendable, options: SendOptions = {}): Promise<SendOutcome> {
    if (options.cleanup && isStream(content)) {
      throw new TransportError('TRANSPORT_STREAM_CLEANUP', { confirmed: 0 });
    }
    if (!options.work) return this.deliver(content, options);
    const { id } = options.work;
    const work = this.works.get(id);
    if (!work) throw new TransportError('TRANSPORT_WORK_CLOSED', { work: id });

    return work.inTurn(() => this.deliver(content, options, work));
  }

  async close(): Promise<void> {
    const leftOpen = new UnexpectedError('the program left before it closed this work');
    try {
      await Promise.all([...this.works.values()].map(work => work.failed(leftOpen)));
    } finally {
      await this.parts.session.close();
    }
  }

  private async deliver(
    content: Sendable,
    options: SendOptions,
    work?: OpenedWork,
  ): Promise<SendOutcome> {
    switch (this.validationOf(options)) {
      case 'workbench':
        return this.toWorkbench(content, options, work);
      case 'draft':
        return this.toQueue(content, options, work, await this.draftFor(work, options.signal));
      default:
        return this.toQueue(content, options, work, options.draftId);
    }
  }

  /** How the data is validated before it becomes knowledge, if it is. In a draft, it already is. */
  private validationOf(options: SendOptions): SendOptions['validationMode'] {
    if (options.draftId !== undefined) return undefined;
    if (options.validationMode || !this.parts.validateBeforeImport) return options.validationMode;

    // pycti changed its default with OpenCTI 7.
    return this.parts.session.capabilities.generation < 7 ? 'workbench' : 'draft';
  }

  private async toQueue(
    content: Sendable,
    options: SendOptions,
    work: OpenedWork | undefined,
    draftId: string | undefined,
  ): Promise<SendOutcome> {
    const { session, log } = this.parts;
    const { cleanup, update, entitiesTypes, eventVersion, signal } = options;
    const logDropped = ({ id, reason }: DroppedObject): void => {
      log.warn('object dropped', { id, reason });
    };
    const { onDropped = logDropped } = options;
    let dropped = 0;
    const sending: Sending = {
      ...{
        outbox: session.outbox,
        copies: session.copies,
        ledger: work?.ledger,
        applicantId: session.registration.userId,
      },
      ...{ cleanup, update, entitiesTypes, eventVersion, draftId, signal },
      onDropped: object => {
        dropped += 1;
        onDropped(object);
      },
    };

    let objects = 0;
    if (isStream(content)) {
      const windows = prefetch(inBatches(content, WINDOW), AHEAD);
      for await (const window of windows) objects += await sendObjects(window, sending);
    } else {
      objects = await sendBundle(wholeOf(content), sending);
    }

    return { objects, dropped, ...(draftId !== undefined && { draftId }) };
  }

  private async toWorkbench(
    content: Sendable,
    { signal }: SendOptions,
    work: OpenedWork | undefined,
  ): Promise<SendOutcome> {
    let objects = 0;
    const windows = isStream(content)
      ? inBatches(content, WINDOW)
      : oneWindow(wholeOf(content).objects);
    const counted = async function* (): AsyncGenerator<readonly StixObject[]> {
      for await (const window of windows) {
        objects += window.length;
        yield window;
      }
    };
    const file = {
      name: `${this.subjectOf(work)}.json`,
      content: bundleText(counted()),
      mimeType: 'application/json',
    };
    const { name: workbench } = await this.platform.files.uploadPending(file, { signal });

    return { objects, dropped: 0, workbench };
  }

  /** One draft takes all that is sent under one work. */
  private async draftFor(work: OpenedWork | undefined, signal?: AbortSignal): Promise<string> {
    if (work?.draftId !== undefined) return work.draftId;
    const draftId = await this.platform.drafts.create({ name: this.subjectOf(work) }, { signal });
    if (work) work.draftId = draftId;
    await work?.work.attachDraft(draftId);

    return draftId;
  }

  /** What people know the data by. */
  private subjectOf(work: OpenedWork | undefined): string {
    const { name, clock } = this.parts;

    return `${work?.name ?? name} ${clock.now().toISOString().replaceAll(':', '-')}`;
  }
}

async function* oneWindow(objects: readonly StixObject[]): AsyncGenerator<readonly StixObject[]> {
  yield objects;
}
