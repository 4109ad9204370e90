import type { StreamBlueprint, StreamEvent } from '../../../../src/connectors/index.js';
import {
  FatalError,
  HttpError,
  RetryableError,
  type ConnectorError,
} from '../../../../src/errors/index.js';
import type { StreamMessage } from '../../../../src/platform/index.js';
import {
  EventHandlers,
  StreamTally,
  followStream,
  type EventText,
  type StreamParts,
} from '../../../../src/runtime/index.js';
import { FakeClock } from '../../../../src/testing/index.js';
import { deferred } from '../../../support/deferred.js';
import { RecordingLog } from '../../../support/recording-log.js';

type Take = (given: StreamEvent & readonly StreamEvent[]) => unknown;

interface Setting {
  readonly messages: readonly StreamMessage[];
  readonly take: Take;
  readonly options?: Partial<StreamParts['blueprint']>;
  readonly batch?: Partial<NonNullable<StreamBlueprint['batch']>>;
}

function event(n: number, entity = n): StreamMessage {
  const text = JSON.stringify({
    type: 'create',
    data: { id: `indicator--${entity}`, type: 'indicator', n },
  });

  return { id: `${n}-0`, name: 'create', text };
}

function heartbeat(n: number): StreamMessage {
  return { id: `${n}-0`, name: 'heartbeat', text: '' };
}

function numberOf(one: StreamEvent): number {
  return Number.parseInt(one.id, 10);
}

/** Follows a stream of these messages, one a chunk. */
function follow({ messages, take, options, batch }: Setting) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const tally = new StreamTally();
  const ending = new AbortController();
  const letters: EventText[] = [];
  const positions: string[] = [];
  const seen = { read: 0, noRecovery: 0 };
  const whole = {
    size: 2,
    within: 'PT5S',
    maxPerMinute: undefined,
    types: ['create'] as const,
    split: false,
  };
  const parts: StreamParts = {
    blueprint: {
      ...{ concurrency: 1, onError: 'dead-letter', retries: 2, maxPerMinute: undefined },
      ...{ maxHeld: 256, ...options },
    },
    handlers: new EventHandlers(
      { take },
      {
        handlers: batch ? [] : [{ type: 'create', of: undefined, method: 'take' }],
        batch: batch && { method: 'take', ...whole, ...batch },
      },
    ),
    deadLetters: {
      add: async (letter: EventText): Promise<void> => {
        letters.push(letter);
      },
    },
    ...{ tally, clock, log, random: () => 0.5 },
  };
  async function* read(): AsyncGenerator<readonly StreamMessage[]> {
    for (const message of messages) {
      seen.read += 1;
      yield [message];
    }
  }
  const done = followStream({
    parts,
    stream: { read },
    start: { from: '0-0' },
    ending: ending.signal,
    abandoned: new AbortController().signal,
    once: false,
    onPosition: position => positions.push(position),
    onNoRecovery: () => (seen.noRecovery += 1),
  });
  const error = done.then(
    () => undefined,
    (thrown: ConnectorError) => thrown,
  );

  return { clock, log, tally, ending, letters, positions, seen, error };
}

describe('followStream, what is held', () => {
  it('reads no further than the events that it may hold', async () => {
    const gates = Array.from({ length: 10 }, () => deferred());
    const running = follow({
      messages: Array.from({ length: 10 }, (_, n) => event(n + 1)),
      take: one => gates[numberOf(one) - 1]?.promise,
      options: { maxHeld: 3, concurrency: 2 },
    });
    await running.clock.advance(0);
    const atFirst = running.seen.read;

    gates[0]?.resolve();
    await running.clock.advance(0);
    const afterOne = running.seen.read;
    for (const gate of gates) gate.resolve();
    await running.error;

    expect([atFirst, afterOne]).toEqual([3, 4]);
    expect(running.tally.report).toMatchObject({ received: 10, handled: 10, position: '9-0' });
  });

  it('reads on behind an event that takes long, but saves nothing beyond it', async () => {
    const slow = deferred();
    const running = follow({
      messages: [event(1), event(2), event(3), heartbeat(4)],
      take: one => (numberOf(one) === 2 ? slow.promise : undefined),
      options: { concurrency: 2 },
    });
    await running.clock.advance(3_600_000);
    const meanwhile = [...running.positions];

    slow.resolve();
    await running.error;

    expect(meanwhile).toEqual(['1-0']);
    expect(running.positions.at(-1)).toBe('4-0');
  });
});

describe('followStream, a handler that fails', () => {
  it("with onError 'retry' is called until it succeeds, and everything of that entity waits", async () => {
    let calls = 0;
    const order: number[] = [];
    const running = follow({
      messages: [event(1), event(2, 1), heartbeat(3)],
      take: one => {
        if (numberOf(one) === 1 && ++calls <= 15) throw new Error('the sink is down');
        order.push(numberOf(one));
        return undefined;
      },
      options: { onError: 'retry', concurrency: 4 },
    });

    for (let minute = 0; minute < 15; minute++) await running.clock.advance(60_000);
    const error = await running.error;

    expect(error).toBeUndefined();
    expect(order).toEqual([1, 2]);
    expect(running.tally.report).toMatchObject({ handled: 2, retried: 15, deadLettered: 0 });
    expect(running.letters).toEqual([]);
  });

  it("with onError 'retry' still ends the connector where a human must act", async () => {
    const running = follow({
      messages: [event(1)],
      take: () => {
        throw new FatalError('the licence has expired');
      },
      options: { onError: 'retry' },
    });

    expect(await running.error).toMatchObject({ code: 'SOURCE_FATAL' });
  });

  it("with onError 'stop' ends the connector after its retries, before that event", async () => {
    let calls = 0;
    const running = follow({
      messages: [event(1), event(2), event(3), heartbeat(4)],
      take: one => {
        if (numberOf(one) !== 2) return undefined;
        calls += 1;
        throw new RetryableError('the sink answered 500', { afterMs: 1_000 });
      },
      options: { onError: 'stop' },
    });

    await running.clock.advance(10_000);
    const error = await running.error;

    expect(error).toMatchObject({ code: 'SOURCE_RETRY' });
    expect(calls).toBe(3);
    expect(running.positions.at(-1)).toBe('1-0');
    expect(running.letters).toEqual([]);
  });

  it("with onError 'stop' ends the connector at an event that can't be read", async () => {
    const running = follow({
      messages: [event(1), { id: '2-0', name: 'create', text: '{oops' }, event(3)],
      take: () => undefined,
      options: { onError: 'stop' },
    });

    expect(await running.error).toMatchObject({ code: 'STREAM_EVENT_MALFORMED' });
    expect(running.positions.at(-1)).toBe('1-0');
  });

  it('has its event put away, and the next ones go on', async () => {
    const running = follow({
      messages: [event(1), event(2), heartbeat(3)],
      take: one => {
        if (numberOf(one) === 1) throw new RetryableError('no', { afterMs: 1 });
        return undefined;
      },
    });

    await running.clock.advance(1_000);
    await running.error;

    expect(running.letters).toMatchObject([{ id: '1-0', name: 'create' }]);
    expect(running.positions.at(-1)).toBe('3-0');
  });
});

describe('followStream, hostile messages', () => {
  it.each([
    ['no JSON', '{oops'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no object', '{"data":7}'],
    ['no id', '{"data":{"type":"indicator"}}'],
    ['a prototype', '{"__proto__":{"data":{"id":"a","type":"b"}}}'],
  ])('puts away %s, and goes on', async (_what, text) => {
    const handled: number[] = [];
    const running = follow({
      messages: [{ id: '1-0', name: 'create', text }, event(2), heartbeat(3)],
      take: one => void handled.push(numberOf(one)),
    });

    const error = await running.error;

    expect(error).toBeUndefined();
    expect(running.letters).toEqual([{ id: '1-0', name: 'create', text }]);
    expect(handled).toEqual([2]);
    expect(running.positions.at(-1)).toBe('3-0');
  });

  it('puts away the beginning of an event that is too large', async () => {
    const large = { id: '1-0', name: 'create', text: '{"type":"cre', isTooLarge: true };
    const running = follow({ messages: [large, heartbeat(2)], take: () => undefined });

    await running.error;

    expect(running.letters).toEqual([large]);
    expect(running.tally.report.errors).toMatchObject([
      { code: 'STREAM_EVENT_MALFORMED', message: expect.stringContaining('too large') },
    ]);
  });

  it('tells when the stream can not be brought up to date', async () => {
    const message = { id: undefined, name: 'no-recover', text: '' };
    const running = follow({ messages: [message], take: () => undefined });

    await running.error;

    expect(running.seen.noRecovery).toBe(1);
    expect(running.log.at('warn')).toEqual(['the stream can not recover old data']);
  });
});

describe('followStream, limits', () => {
  it('handles no more events in a minute than it may', async () => {
    const at: number[] = [];
    const running = follow({
      messages: [1, 2, 3].map(n => event(n)),
      take: () => void at.push(running.clock.monotonic()),
      options: { maxPerMinute: 2 },
    });

    await running.clock.advance(60_000);
    await running.error;

    expect(at).toEqual([0, 0, 60_000]);
  });

  it('handles no more batches in a minute than it may, one after the other', async () => {
    const batches: string[] = [];
    const running = follow({
      messages: [1, 2, 3, 4, 5].map(n => event(n)),
      take: events => {
        batches.push(`${events.map(numberOf).join(' ')} at ${running.clock.monotonic()}`);
      },
      batch: { size: 2, maxPerMinute: 1 },
    });

    await running.clock.advance(120_000);
    await running.error;

    expect(batches).toEqual(['1 2 at 0', '3 4 at 60000', '5 at 120000']);
  });

  it('lets go of what waits when it is ended', async () => {
    const handled: number[] = [];
    const running = follow({
      messages: [1, 2, 3].map(n => event(n)),
      take: one => void handled.push(numberOf(one)),
      options: { maxPerMinute: 1 },
    });
    await running.clock.advance(0);

    running.ending.abort();

    expect(await running.error).toBeUndefined();
    expect(handled).toEqual([1]);
    expect(running.clock.pending).toBe(0);
  });
});

describe('followStream, a batch that may be split', () => {
  const refuse = (bad: number) => (events: readonly StreamEvent[]) => {
    if (events.some(one => numberOf(one) === bad)) throw new HttpError('HTTP_STATUS', REFUSED);
  };
  const REFUSED = { url: 'http://sink.example/', status: 422 };
  const messages = [1, 2, 3, 4, 5, 6].map(n => event(n));

  it('puts away only the event that is at fault, when it fails for good', async () => {
    const running = follow({
      messages: [...messages, heartbeat(7)],
      take: refuse(2),
      batch: { size: 6, split: true },
    });

    await running.error;

    expect(running.letters.map(({ id }) => id)).toEqual(['2-0']);
    expect(running.tally.report).toMatchObject({ handled: 5, deadLettered: 1, retried: 0 });
    expect(running.positions.at(-1)).toBe('7-0');
  });

  it('stays whole when it only needs time', async () => {
    const sizes: number[] = [];
    const take = (events: readonly StreamEvent[]) => {
      sizes.push(events.length);
      throw new RetryableError('busy');
    };
    const running = follow({ messages, take, batch: { size: 6, split: true } });

    await running.clock.advance(3_600_000);
    await running.error;

    expect(sizes).toEqual([6, 6, 6]);
    expect(running.letters).toHaveLength(6);
  });

  it('is put away as a whole where it may not be split', async () => {
    const running = follow({ messages, take: refuse(2), batch: { size: 6 } });

    await running.error;

    expect(running.letters).toHaveLength(6);
  });
});
