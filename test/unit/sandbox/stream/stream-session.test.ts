import { stixSourceOf } from '../../../../src/sandbox/entities/entity-surroundings.js';
import { deleteObject } from '../../../../src/sandbox/knowledge/delete-object.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import type { StreamCollection } from '../../../../src/sandbox/stream/stream-collection.js';
import { StreamHub } from '../../../../src/sandbox/stream/stream-hub.js';
import type { StreamParameters } from '../../../../src/sandbox/stream/stream-parameters.js';
import { BEGINNING, readPosition } from '../../../../src/sandbox/stream/stream-position.js';
import { StreamSession, type StreamSink } from '../../../../src/sandbox/stream/stream-session.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

interface Frame {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** Takes frames as they come, or holds them up until it is told to take one. */
class Reader implements StreamSink {
  readonly frames: Frame[] = [];
  isOpen = true;
  isSlow = false;
  written = 0;
  #take: () => void = () => {};
  #changed: () => void = () => {};

  async write(frame: string): Promise<void> {
    this.written += 1;
    this.frames.push(parsed(frame));
    this.#changed();
    if (this.isSlow) await new Promise<void>(resolve => (this.#take = resolve));
  }

  take(): void {
    this.#take();
  }

  /** Resolves when so many frames have come. */
  async until(count: number): Promise<readonly Frame[]> {
    while (this.frames.length < count) {
      await new Promise<void>(resolve => (this.#changed = resolve));
    }

    return this.frames;
  }
}

function parsed(frame: string): Frame {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];

  return { id: field('id'), event: field('event') ?? '', data: JSON.parse(field('data') ?? '') };
}

const LIVE: StreamCollection = {
  id: 'live',
  name: 'live',
  description: '',
  filters: '',
  isLive: true,
  isPublic: false,
};

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const malware = withId({ type: 'malware', name: 'Emotet', created_by_ref: author.id });

class Rig {
  readonly platform = new PlatformRig();
  readonly hub: StreamHub;
  readonly reader = new Reader();
  collection: StreamCollection | 'raw' | undefined = LIVE;
  ms = Date.parse(NOW);

  constructor() {
    this.hub = new StreamHub(() => new Date(this.ms), 60_000);
  }

  /** Imports an object, at a time of its own. */
  import(object: StixRecord): void {
    this.ms += 1;
    const { knowledge } = this.platform;
    const outcome = upsertObject(knowledge, object, new Date(this.ms).toISOString());
    if (outcome.kind !== 'stored') throw new Error('not stored');
    if (outcome.change) this.hub.change(outcome.change, { userId: 'u' });
  }

  delete(id: string): void {
    this.ms += 1;
    const change = deleteObject(this.platform.knowledge, id, NOW);
    if (change) this.hub.change(change, { userId: 'u' });
  }

  read(parameters: Partial<StreamParameters> = {}): Promise<void> {
    const session = new StreamSession(
      {
        log: this.hub.log,
        knowledge: this.platform.knowledge,
        source: stixSourceOf(this.platform),
        collection: () => this.collection,
      },
      {
        from: undefined,
        recover: undefined,
        withDependencies: false,
        withDeletions: true,
        ...parameters,
      },
      this.reader,
    );

    return this.hub.attend(session);
  }

  async end(reading: Promise<void>): Promise<void> {
    this.collection = undefined;
    this.reader.take();
    this.hub.wake();
    await reading;
  }
}

function idOf(frame: Frame | undefined): unknown {
  return (frame?.data as { data?: { id?: unknown } } | undefined)?.data?.id;
}

describe('stream session', () => {
  it('begins with a greeting that has no id', async () => {
    const rig = new Rig();
    const reading = rig.read();

    const [greeting] = await rig.reader.until(1);

    expect(greeting).toMatchObject({ event: 'connected', id: undefined });
    expect(greeting?.data).toMatchObject({ streamSize: 0, lastEventId: null });
    await rig.end(reading);
  });

  it('sends only what is to come when it is not told where to begin', async () => {
    const rig = new Rig();
    rig.import(author);
    const reading = rig.read();
    await rig.reader.until(1);

    rig.import(withId({ type: 'tool', name: 'PsExec' }));
    const frames = await rig.reader.until(2);

    expect(frames[1]).toMatchObject({ event: 'create', data: { data: { name: 'PsExec' } } });
    await rig.end(reading);
  });

  it('goes on after the event it is told, not with it', async () => {
    const rig = new Rig();
    for (const name of ['a', 'b', 'c']) rig.import(withId({ type: 'tool', name }));
    const [first] = rig.hub.log.after(BEGINNING, 1);

    const reading = rig.read({ from: first?.position });
    const frames = await rig.reader.until(3);

    expect(frames.slice(1).map(({ data }) => data)).toMatchObject([
      { data: { name: 'b' } },
      { data: { name: 'c' } },
    ]);
    await rig.end(reading);
  });

  it('sends what an event needs before it, under the id of the event', async () => {
    const rig = new Rig();
    rig.platform.store(author);
    const reading = rig.read();
    await rig.reader.until(1);

    rig.import(malware);
    const [, needed, event] = await rig.reader.until(3);

    expect(needed).toMatchObject({
      event: 'create',
      id: event?.id,
      data: { origin: { referer: 'init-dependencies' }, data: { id: author.id } },
    });
    expect(needed?.data).not.toHaveProperty('type');
    expect(idOf(event)).toBe(malware.id);
    await rig.end(reading);
  });

  it('brings a reader up to date from what is stored, then goes on from there', async () => {
    const rig = new Rig();
    rig.import(author);
    rig.import(malware);
    const recover = { ms: rig.ms + 1, seq: 0 };
    rig.ms += 10;

    const reading = rig.read({ from: BEGINNING, recover });
    await rig.reader.until(3);
    rig.import(withId({ type: 'tool', name: 'later' }));
    const frames = await rig.reader.until(4);

    expect(frames.slice(1).map(idOf).slice(0, 2)).toEqual([author.id, malware.id]);
    expect(frames.slice(1, 3).map(({ data }) => data)).toMatchObject([
      { origin: { referer: 'init-create' } },
      { origin: { referer: 'init-create' } },
    ]);
    expect(frames[3]).toMatchObject({ data: { type: 'create', data: { name: 'later' } } });
    await rig.end(reading);
  });

  it('does not recover what lies before the beginning', async () => {
    const rig = new Rig();
    rig.import(author);
    const at = readPosition(String(rig.ms));

    const reading = rig.read({ from: at, recover: BEGINNING });
    await rig.reader.until(1);
    rig.import(malware);
    const frames = await rig.reader.until(3);

    expect(frames.map(({ event }) => event)).toEqual(['connected', 'create', 'create']);
    expect(idOf(frames[2])).toBe(malware.id);
    await rig.end(reading);
  });

  it('gives signs of life whose id moves with the clock while nothing happens', async () => {
    const rig = new Rig();
    const reading = rig.read();
    await rig.reader.until(1);

    rig.ms += 5_000;
    rig.hub.beat();
    await rig.reader.until(2);
    rig.ms += 5_000;
    rig.hub.beat();
    const [, first, second] = await rig.reader.until(3);

    const started = Date.parse(NOW);
    expect(first).toEqual({
      event: 'heartbeat',
      id: `${started + 5_000}-0`,
      data: new Date(started + 5_000).toISOString(),
    });
    expect(second?.id).toBe(`${started + 10_000}-0`);
    await rig.end(reading);
  });

  it('loses nothing that happens in the millisecond of a sign of life', async () => {
    const rig = new Rig();
    const reading = rig.read();
    await rig.reader.until(1);
    rig.hub.beat();
    const [, beat] = await rig.reader.until(2);
    await rig.end(reading);

    rig.hub.emit([{ type: 'create', data: { id: 'x' } }]);
    rig.collection = LIVE;
    const again = rig.read({ from: readPosition(beat?.id ?? '') });
    const frames = await rig.reader.until(4);

    expect(idOf(frames[3])).toBe('x');
    await rig.end(again);
  });

  it('waits for a reader that does not take what it is sent', async () => {
    const rig = new Rig();
    rig.reader.isSlow = true;
    const reading = rig.read({ from: BEGINNING });
    await rig.reader.until(1);

    for (let n = 0; n < 1_000; n += 1) rig.import(withId({ type: 'tool', name: `t${n}` }));
    rig.hub.beat();
    const whileSlow = rig.reader.written;
    rig.reader.isSlow = false;
    rig.reader.take();
    await rig.reader.until(1_001);

    expect(whileSlow).toBe(1);
    await rig.end(reading);
  });

  it('ends when the stream is stopped', async () => {
    const rig = new Rig();
    const reading = rig.read();
    await rig.reader.until(1);

    rig.collection = undefined;
    rig.hub.wake();

    await expect(reading).resolves.toBeUndefined();
    expect(rig.hub.readers).toBe(0);
  });

  it('ends when the reader is gone', async () => {
    const rig = new Rig();
    const reading = rig.read();
    await rig.reader.until(1);

    rig.reader.isOpen = false;
    rig.hub.wake();

    await expect(reading).resolves.toBeUndefined();
  });

  it('sends everything as it is to a reader of the raw stream', async () => {
    const rig = new Rig();
    rig.platform.store(author);
    rig.collection = 'raw';
    const reading = rig.read({ withDeletions: false });
    await rig.reader.until(1);

    rig.import(malware);
    rig.delete(malware.id);
    const frames = await rig.reader.until(3);

    expect(frames.slice(1).map(({ event }) => event)).toEqual(['create', 'delete']);
    await rig.end(reading);
  });
});
