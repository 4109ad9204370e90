import type { QueueConsumer } from '../../../../src/sandbox/queues/connector-queues.js';
import { MemoryQueues } from '../../../../src/sandbox/queues/memory-queues.js';
import { idlePoster } from '../platform-rig.js';

function message(body: string, connectorId = 'alpha'): { connectorId: string; body: Buffer } {
  return { connectorId, body: Buffer.from(body) };
}

class Recorder implements QueueConsumer {
  readonly seen: string[] = [];
  readonly whenDrained: Promise<void>;
  #resolve: () => void = () => {};

  constructor() {
    this.whenDrained = new Promise(resolve => (this.#resolve = resolve));
  }

  async handle({ body }: { body: Buffer }): Promise<void> {
    this.seen.push(body.toString());
  }

  drained(): void {
    this.#resolve();
  }
}

describe('memory queues', () => {
  it('hand out messages in the order they came, and say when none is left', async () => {
    const recorder = new Recorder();
    const queues = new MemoryQueues(recorder, { consume: true, poster: idlePoster() });

    for (let n = 0; n < 2_500; n += 1) void queues.publish(message(String(n)));
    await recorder.whenDrained;

    expect(recorder.seen).toEqual(Array.from({ length: 2_500 }, (_, n) => String(n)));
    expect(await queues.isIdle()).toBe(true);
  });

  it('hold messages when nothing consumes, and tell how many and how large they are', async () => {
    const queues = new MemoryQueues(new Recorder(), { consume: false, poster: idlePoster() });

    await queues.publish(message('12345'));
    await queues.publish(message('123'));
    await queues.publish(message('other', 'beta'));

    expect(await queues.depth('alpha', { withListen: false })).toEqual({ messages: 2, bytes: 8 });
    expect(await queues.isIdle()).toBe(false);
  });

  it('go on where they were paused', async () => {
    const recorder = new Recorder();
    const queues = new MemoryQueues(recorder, { consume: true, poster: idlePoster() });
    await queues.pause();
    await queues.publish(message('late'));
    const whilePaused = [...recorder.seen];

    await queues.resume();
    await recorder.whenDrained;

    expect(whilePaused).toEqual([]);
    expect(recorder.seen).toEqual(['late']);
  });

  it('empty the queue of one connector and leave the others', async () => {
    const queues = new MemoryQueues(new Recorder(), { consume: false, poster: idlePoster() });
    await queues.publish(message('a'));
    await queues.publish(message('b', 'beta'));

    await queues.purge('alpha');

    expect(await queues.depth('alpha', { withListen: false })).toEqual({ messages: 0, bytes: 0 });
    expect(await queues.depth('beta', { withListen: false })).toEqual({ messages: 1, bytes: 1 });
  });

  it('finish the message at hand before they close, and keep the others', async () => {
    const recorder = new Recorder();
    const queues = new MemoryQueues(recorder, { consume: true, poster: idlePoster() });
    void queues.publish(message('first'));
    void queues.publish(message('second'));

    await queues.close();

    expect(recorder.seen).toEqual(['first']);
    expect(queues.unsaved().push.map(({ body }) => body.toString())).toEqual(['second']);
  });

  it('hold what a connector is asked until somebody takes it', async () => {
    const queues = new MemoryQueues(new Recorder(), { consume: true, poster: idlePoster() });
    await queues.ask(message('first'));
    await queues.ask(message('second'));
    const taken: string[] = [];

    const whenTaken = new Promise<void>(resolve =>
      queues.listenQueue('alpha').consume(async body => {
        taken.push(body.toString());
        if (taken.length === 2) resolve();
        return 'done';
      }),
    );
    await whenTaken;

    expect(taken).toEqual(['first', 'second']);
  });

  it('tell what waits for a connector only to those who want to know', async () => {
    const queues = new MemoryQueues(new Recorder(), { consume: true, poster: idlePoster() });
    await queues.ask(message('abc'));

    expect(await queues.depth('alpha', { withListen: false })).toEqual({ messages: 0, bytes: 0 });
    expect(await queues.depth('alpha', { withListen: true })).toEqual({ messages: 1, bytes: 3 });
    expect(queues.unsaved().listen).toEqual([message('abc')]);
  });
});
