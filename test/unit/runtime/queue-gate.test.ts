import { QueueGate, type QueueInfo } from '../../../src/runtime/queue-gate.js';
import { FakeClock } from '../../../src/testing/fake-clock.js';
import { RecordingLog } from '../../support/recording-log.js';

const MB = 1_000_000;
const never = new AbortController().signal;

function gateOver(sizes: readonly (number | undefined)[]) {
  const clock = new FakeClock();
  const log = new RecordingLog();
  const info: QueueInfo = { buffering: false, queueMessagesSize: 0 };
  const seen: string[] = [];
  let looks = 0;
  const gate = new QueueGate({
    readQueue: async () => {
      const bytes = sizes[Math.min(looks++, sizes.length - 1)];
      return bytes === undefined ? undefined : { messages: 7, bytes };
    },
    thresholdMb: 500,
    metrics: { set: (name, value) => seen.push(`${name} ${value}`) },
    ...{ info, clock, log },
  });

  return { clock, gate, info, log, seen, looks: () => looks };
}

describe('the queue gate', () => {
  it('lets through below the threshold, and shows what it saw', async () => {
    const { gate, info, log, seen } = gateOver([499 * MB]);

    await gate.whenRoom(never);

    expect(info).toEqual({ buffering: false, queueMessagesSize: 499 });
    expect(seen).toEqual(['queue_messages 7', 'queue_bytes 499000000', 'queue_buffering 0']);
    expect(log.at('info')).toEqual([]);
  });

  it('holds back at the threshold until the queue has shrunk, and says both once', async () => {
    const { clock, gate, info, log, seen } = gateOver([500 * MB, 600 * MB, 10 * MB]);

    const room = gate.whenRoom(never);
    await clock.advance(0);
    const whileWaiting = { ...info };
    await clock.advance(10_000);
    await clock.advance(10_000);
    await room;

    expect(whileWaiting).toEqual({ buffering: true, queueMessagesSize: 500 });
    expect(info).toEqual({ buffering: false, queueMessagesSize: 10 });
    expect(log.at('info')).toEqual(['waiting for the queue to shrink', 'queue has room again']);
    expect(seen.filter(line => line.startsWith('queue_buffering'))).toEqual([
      'queue_buffering 1',
      'queue_buffering 0',
    ]);
  });

  it('holds nothing back when the platform does not know its queue', async () => {
    const { gate, seen } = gateOver([undefined]);

    await gate.whenRoom(never);

    expect(seen).toEqual(['queue_buffering 0']);
  });

  it('lets go when the connector is told to stop', async () => {
    const { clock, gate, info } = gateOver([600 * MB]);
    const stop = new AbortController();

    const room = gate.whenRoom(stop.signal);
    await clock.advance(0);
    stop.abort();
    await room;

    expect(info.buffering).toBe(false);
  });

  it('looks again only after a while', async () => {
    const { clock, gate, looks } = gateOver([MB]);

    await gate.whenRoom(never);
    await gate.whenRoom(never);
    await clock.advance(5_000);
    await gate.whenRoom(never);

    expect(looks()).toBe(2);
  });
});
