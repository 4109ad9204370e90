import { EventLog } from '../../../../src/sandbox/stream/event-log.js';
import type { NewEntry } from '../../../../src/sandbox/stream/stream-entry.js';
import { BEGINNING, writePosition } from '../../../../src/sandbox/stream/stream-position.js';

function event(name: string): NewEntry {
  return { kind: 'scripted', event: { type: 'create', data: { name } } };
}

class Clock {
  ms = 1_000;

  readonly now = (): Date => new Date(this.ms);
}

function positions(log: EventLog): string[] {
  return log.after(BEGINNING, 1_000_000).map(({ position }) => writePosition(position));
}

describe('event log', () => {
  it('counts the events of one millisecond, and begins anew with the next', () => {
    const clock = new Clock();
    const log = new EventLog(clock.now);
    log.append(event('a'));
    log.append(event('b'));
    clock.ms = 1_001;
    log.append(event('c'));

    expect(positions(log)).toEqual(['1000-0', '1000-1', '1001-0']);
  });

  it('goes on upwards when the clock goes back', () => {
    const clock = new Clock();
    const log = new EventLog(clock.now);
    log.append(event('a'));
    clock.ms = 500;
    log.append(event('b'));

    expect(positions(log)).toEqual(['1000-0', '1000-1']);
  });

  it('gives what comes after a position, at most so many', () => {
    const log = new EventLog(new Clock().now);
    for (const name of ['a', 'b', 'c', 'd']) log.append(event(name));

    const batch = log.after({ ms: 1_000, seq: 1 }, 1);

    expect(batch.map(({ position }) => writePosition(position))).toEqual(['1000-2']);
    expect(log.after({ ms: 1_000, seq: 3 }, 10)).toEqual([]);
  });

  it('takes a wanted position only if it comes after all others', () => {
    const log = new EventLog(new Clock().now);
    log.append(event('a'), { ms: 5_000, seq: 7 });
    log.append(event('b'), { ms: 4_000, seq: 0 });
    log.append(event('c'));

    expect(positions(log)).toEqual(['5000-7', '5000-8', '5000-9']);
  });

  it('gives as the present a position that no later event has', () => {
    const log = new EventLog(new Clock().now);
    const present = log.present();

    const added = log.append(event('a'));

    expect(writePosition(present)).toBe('1000-0');
    expect(writePosition(added.position)).toBe('1000-1');
    expect(log.after(present, 10)).toEqual([added]);
  });

  it('lets the oldest go, so that it stays within bounds', () => {
    const log = new EventLog(new Clock().now, 100);
    for (let n = 0; n < 50_000; n += 1) log.append(event(String(n)));

    const { size, first, last } = log.extent;
    expect(size).toBeLessThanOrEqual(100 + 10_000);
    expect(last).toEqual({ ms: 1_000, seq: 49_999 });
    expect(log.after(BEGINNING, 1)[0]?.position).toEqual(first);
  });
});
