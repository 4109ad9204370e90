import { StreamHub } from '../../../../src/sandbox/stream/stream-hub.js';
import type { StreamSession } from '../../../../src/sandbox/stream/stream-session.js';

/** A session that runs until it is told to end, and counts how it is called. */
class CountedSession {
  woken = 0;
  beats = 0;
  end: () => void = () => {};

  run(): Promise<void> {
    return new Promise(resolve => (this.end = resolve));
  }

  wake(): void {
    this.woken += 1;
  }

  beat(): void {
    this.beats += 1;
  }
}

describe('stream hub', () => {
  const now = (): Date => new Date('2026-01-02T03:04:05.000Z');

  it('wakes its readers, and forgets those that have ended', async () => {
    const hub = new StreamHub(now, 1_000_000);
    const session = new CountedSession();
    const attended = hub.attend(session as unknown as StreamSession);

    hub.wake();
    hub.beat();
    const whileOpen = hub.readers;
    session.end();
    await attended;
    hub.wake();

    expect({ whileOpen, after: hub.readers }).toEqual({ whileOpen: 1, after: 0 });
    expect(session).toMatchObject({ woken: 1, beats: 1 });
  });

  it('gives scripted events the ids they ask for, as long as those grow', () => {
    const hub = new StreamHub(now, 1_000_000);
    const event = { type: 'create', data: {} } as const;

    const ids = hub.emit([
      { ...event, id: '1767323045000-7' },
      { ...event, id: '1767323045000-3' },
      { ...event, id: 'nonsense' },
    ]);

    expect(ids).toEqual(['1767323045000-7', '1767323045000-8', '1767323045000-9']);
  });
});
