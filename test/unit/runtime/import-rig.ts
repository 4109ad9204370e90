import type { Observable, ObservableInput } from 'rxjs';
import {
  ExternalImport,
  explore,
  type ExternalImportBlueprint,
  type Importer,
  type Page,
} from '../../../src/connectors/index.js';
import type { Constructor } from '../../../src/injection/index.js';
import type { Work } from '../../../src/platform/index.js';
import { ImportRunner, retryByRecovery, type ImportParts } from '../../../src/runtime/index.js';
import type { Bundle, StixObject } from '../../../src/stix/index.js';
import { FakeClock } from '../../../src/testing/fake-clock.js';
import type { Envelope, Outbox, SendReceipt } from '../../../src/transport/index.js';
import { RecordingLog } from '../../support/recording-log.js';

/** How far the numbers of an import have come. */
export class Since {
  at = 0;
}

/** The object that a number becomes. */
export const malware = (n: number | string): StixObject =>
  ({
    type: 'malware',
    id: `malware--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name: `m${n}`,
    is_family: false,
  }) as StixObject;

export const idOf = (n: number | string): string => malware(n).id;

export type Fetch = (from?: Since) => ObservableInput<Page<number, Since>>;

/** An import over numbers: item n becomes malware n. */
export function importOf(
  fetch: Fetch,
  own: Partial<Importer<number, Since>> = {},
  options: object = {},
): Constructor {
  @ExternalImport({ name: 'Numbers', durationPeriod: 'PT1H', bookmark: Since, ...options })
  class Numbers implements Importer<number, Since> {
    fetch = fetch;
    convert(n: number): ObservableInput<StixObject | readonly StixObject[]> {
      return own.convert?.(n) ?? [malware(n)];
    }
    declare refine?: (objects: Observable<StixObject>) => Observable<StixObject>;
  }
  if (own.refine) Numbers.prototype.refine = own.refine;
  if (own.onVanished) Object.assign(Numbers.prototype, { onVanished: own.onVanished });

  return Numbers;
}

/** An outbox that keeps what it is given. */
export class FakeOutbox implements Outbox {
  readonly protocol = 'amqp';
  readonly countsExpectations = true;
  /** Ids of all objects, in order. */
  readonly sent: string[] = [];
  readonly objects: StixObject[] = [];
  /** Ids of the objects of each message, by send. */
  readonly sends: { readonly messages: string[][]; readonly envelope: Envelope }[] = [];
  /** Called before each send; throws to refuse it. */
  refuse: (attempt: number) => void = () => undefined;
  private attempts = 0;

  async send(bundles: readonly Bundle[], envelope: Envelope): Promise<SendReceipt> {
    this.refuse((this.attempts += 1));
    const messages = bundles.map(bundle => bundle.objects.map(object => object.id));
    this.sends.push({ messages, envelope });
    this.sent.push(...messages.flat());
    this.objects.push(...bundles.flatMap(bundle => bundle.objects));

    return { confirmed: messages.flat().length, bytes: 0, republished: 0 };
  }

  async close(): Promise<void> {}
}

/** A connector with everything around it, ready to run. */
export function rig(Connector: Constructor, state: unknown = null) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const outbox = new FakeOutbox();
  const works: {
    expected: number;
    reported: number;
    closed?: { message: string; inError: boolean };
  }[] = [];
  const store = {
    current: state,
    saves: [] as unknown[],
    outcome: 'saved' as 'saved' | 'reset' | 'edited',
    async save(next: unknown) {
      store.saves.push(next);
      store.current = store.outcome === 'reset' ? null : next;
      return store.outcome;
    },
  };
  const openWork = async (): Promise<Work> => {
    const books: (typeof works)[number] = { expected: 0, reported: 0 };
    works.push(books);
    const work = {
      id: `work_${works.length}`,
      expect: async (n: number) => ((books.expected += n), true),
      report: async (_: unknown, times = 1) => void (books.reported += times),
      processed: async (message: string, inError: boolean) =>
        void (books.closed = { message, inError }),
    };
    return work as unknown as Work;
  };
  const blueprint = explore(Connector) as ExternalImportBlueprint;
  const parts: ImportParts = {
    blueprint,
    importer: new Connector() as Importer<unknown, unknown>,
    furnishings: { markings: [] },
    store,
    outbox,
    openWork,
    whenQueueHasRoom: async () => undefined,
    applicantId: 'user',
    retryPolicy: retryByRecovery({ random: () => 1 }),
    clock,
    log,
  };
  const stopping = new AbortController();
  const signals = { stopping: stopping.signal, abandoned: new AbortController().signal };
  const run = (over: Partial<ImportParts> = {}) =>
    new ImportRunner({ ...parts, ...over }).run(signals);

  return { clock, log, outbox, works, store, stopping, run, parts };
}

/** A page for each number. */
export async function* pagesFrom(start: number, end: number): AsyncGenerator<Page<number, Since>> {
  for (let n = start; n <= end; n++) yield { items: [n], bookmark: { at: n } };
}
