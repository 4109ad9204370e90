import { Enrich, Enrichment, type EnrichmentRequest } from '../../../../src/connectors/index.js';
import { FatalError } from '../../../../src/errors/index.js';
import { runListening, type ListeningInboxOptions } from '../../../../src/runtime/index.js';
import { Stix, type StixObject } from '../../../../src/stix/index.js';
import type { HandleMessage, Inbox } from '../../../../src/transport/index.js';
import { WORK, listeningRig, message, settled } from './listening-rig.js';

const address = Stix.ipv4('198.51.100.7');
const asked = message({
  entity_id: address.id,
  entity_type: 'IPv4-Addr',
  stix_entity: JSON.stringify(address),
});

/** An inbox that a test puts messages into. */
class FakeInbox implements Inbox {
  readonly protocol = 'amqp';
  readonly stops: (AbortSignal | undefined)[] = [];
  options: ListeningInboxOptions | undefined;
  private handle: HandleMessage | undefined;

  async start(handle: HandleMessage): Promise<void> {
    this.handle = handle;
  }

  async stop(signal?: AbortSignal): Promise<void> {
    this.stops.push(signal);
  }

  async put(body: unknown): Promise<void> {
    const signal = new AbortController().signal;
    await this.handle?.({ body, redelivered: false, receivedAt: new Date(0) }, signal);
  }
}

function listening(handle: (request: EnrichmentRequest) => StixObject[], once = false) {
  @Enrichment({ name: 'Whois', concurrency: 3 })
  class Whois {
    @Enrich('IPv4-Addr')
    address(request: EnrichmentRequest): StixObject[] {
      return handle(request);
    }
  }
  const rig = listeningRig(Whois);
  const inbox = new FakeInbox();
  const [stopping, abandoned] = [new AbortController(), new AbortController()];
  const outcomes: string[] = [];
  const ended = runListening({
    parts: rig.parts,
    openInbox: options => {
      inbox.options = options;
      return inbox;
    },
    signals: { stopping: stopping.signal, abandoned: abandoned.signal },
    once,
    onRequest: ({ outcome }) => void outcomes.push(outcome),
  });

  return { ...rig, inbox, stopping, abandoned, outcomes, ended };
}

describe('a listening connector', () => {
  it('answers requests until it is told to stop, and then has patience with those in flight', async () => {
    const { inbox, stopping, abandoned, outcomes, ended } = listening(() => []);
    await settled();

    await inbox.put(asked);
    await inbox.put(asked);
    stopping.abort();

    await expect(ended).resolves.toBeUndefined();
    expect(outcomes).toEqual(['ok', 'ok']);
    expect(inbox.stops).toEqual([abandoned.signal]);
  });

  it('tells the inbox how many requests it works on at once', async () => {
    const { inbox, stopping, ended } = listening(() => []);
    stopping.abort();
    await ended;

    expect(inbox.options?.concurrency).toBe(3);
  });

  it('leaves the rest in the queue when going on can not help', async () => {
    const { inbox, opencti, ended } = listening(() => {
      throw new FatalError('the key was withdrawn');
    });
    await settled();

    await inbox.put(asked);

    await expect(ended).resolves.toMatchObject({ code: 'SOURCE_FATAL' });
    expect(inbox.stops).toHaveLength(1);
    expect(opencti.processed).toEqual([expect.objectContaining({ inError: true })]);
  });

  it('leaves after one request when that is asked for', async () => {
    const { inbox, ended } = listening(() => [], true);
    await settled();

    await inbox.put(asked);

    await expect(ended).resolves.toBeUndefined();
  });

  it('reports what the inbox can not hand over', async () => {
    const { inbox, opencti, stopping, ended } = listening(() => []);
    await settled();
    const receivedAt = new Date(0);

    await inbox.options?.onPoison({ body: asked, redelivered: true, receivedAt }, 2);
    await inbox.options?.onMalformed({
      ...{ bytes: 1, beginning: '', reason: 'it is empty', workId: WORK, receivedAt },
    });
    stopping.abort();
    await ended;

    expect(opencti.processed.map(({ inError }) => inError)).toEqual([true, true]);
  });

  it('ends with the error of an inbox that can not begin, and stops it', async () => {
    const { parts } = listening(() => []);
    const inbox = new FakeInbox();
    inbox.start = async () => {
      throw new Error('no broker');
    };
    const never = new AbortController().signal;

    const ended = runListening({
      parts,
      openInbox: () => inbox,
      signals: { stopping: never, abandoned: never },
    });

    await expect(ended).rejects.toThrow('no broker');
    expect(inbox.stops).toHaveLength(1);
  });
});
