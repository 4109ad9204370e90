import { explore, type ListeningBlueprint } from '../../../../src/connectors/index.js';
import type { ConnectorError } from '../../../../src/errors/index.js';
import type { Constructor } from '../../../../src/injection/index.js';
import {
  RequestRunner,
  retryByRecovery,
  type ListeningParts,
  type RequestReport,
} from '../../../../src/runtime/index.js';
import type { Bundle, StixObject } from '../../../../src/stix/index.js';
import { FakeClock } from '../../../../src/testing/fake-clock.js';
import type {
  Envelope,
  InboxMessage,
  Outbox,
  SendReceipt,
} from '../../../../src/transport/index.js';
import { RecordingLog } from '../../../support/recording-log.js';
import { FakeOpencti } from './fake-opencti.js';

/** The broker's side: keeps what is published, with its envelope. */
export class FakeOutbox implements Outbox {
  readonly protocol = 'amqp';
  readonly countsExpectations: boolean = true;
  readonly sends: { readonly objects: readonly StixObject[]; readonly envelope: Envelope }[] = [];
  /** Called before each send; throws to refuse it. */
  refuse: (send: number) => void = () => undefined;
  private count = 0;

  async send(bundles: readonly Bundle[], envelope: Envelope): Promise<SendReceipt> {
    this.refuse((this.count += 1));
    this.sends.push({ objects: bundles.flatMap(({ objects }) => objects), envelope });

    return { confirmed: bundles.length, bytes: 0, republished: 0 };
  }

  async close(): Promise<void> {}

  /** Everything that was published, in its order. */
  get objects(): StixObject[] {
    return this.sends.flatMap(({ objects }) => objects);
  }

  find(id: string): Readonly<Record<string, unknown>> | undefined {
    return this.objects.find(object => object.id === id) as never;
  }
}

export const WORK = 'work_1';

/** A connector that listens, with everything around it faked. */
export function listeningRig(
  Connector: Constructor,
  over: Partial<ListeningParts> = {},
  instance?: object,
) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const opencti = new FakeOpencti();
  const outbox = new FakeOutbox();
  const reports: RequestReport[] = [];
  const fatal: ConnectorError[] = [];
  const blueprint = explore(Connector) as ListeningBlueprint;
  const parts: ListeningParts = {
    blueprint,
    connector: instance ?? (new Connector() as object),
    name: blueprint.name,
    scope: blueprint.scope,
    maxTlp: 'maxTlp' in blueprint ? (blueprint.maxTlp as ListeningParts['maxTlp']) : undefined,
    validateBeforeImport: false,
    validationMode: 'workbench',
    furnishings: { markings: [] },
    platform: opencti.platform,
    works: opencti.works,
    openWork: () => opencti.works.open('connector', 'request'),
    outbox,
    userId: 'connector-user',
    retryPolicy: retryByRecovery({ random: () => 1 }),
    clock,
    log,
    ...over,
  };
  const runner = new RequestRunner(parts, {
    onRequest: report => void reports.push(report),
    onFatal: error => void fatal.push(error),
  });
  const stop = new AbortController();
  const handle = (body: unknown, received: Partial<InboxMessage> = {}): Promise<void> =>
    runner.handle(
      { body, redelivered: false, receivedAt: new Date('2026-03-04T09:12:33.120Z'), ...received },
      stop.signal,
    );

  return { clock, log, opencti, outbox, reports, fatal, parts, runner, stop, handle };
}

/** A message of OpenCTI, of any kind. */
export function message(
  event: Readonly<Record<string, unknown>>,
  internal: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    internal: {
      work_id: WORK,
      applicant_id: null,
      draft_id: null,
      trigger: 'update',
      mode: 'manual',
      ...internal,
    },
    event,
    ...more,
  };
}

export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve));
};
