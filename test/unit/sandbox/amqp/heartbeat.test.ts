import { Heartbeat } from '../../../../src/sandbox/amqp/session/heartbeat.js';

class Peer {
  sent = 0;
  isLost = false;
  isDeaf = false;

  readonly heartbeat = new Heartbeat(10, {
    wasSent: () => false,
    isDeaf: () => this.isDeaf,
    send: () => (this.sent += 1),
    lost: () => (this.isLost = true),
  });
}

describe('heartbeat', () => {
  beforeEach(() => jest.useFakeTimers());

  afterEach(() => jest.useRealTimers());

  it('gives a sign of life every half interval', () => {
    const peer = new Peer();

    jest.advanceTimersByTime(20_000);

    expect(peer.sent).toBe(4);
    peer.heartbeat.stop();
  });

  it('gives a peer up that was silent for more than two intervals', () => {
    const peer = new Peer();
    jest.advanceTimersByTime(20_000);
    const atTwo = peer.isLost;

    jest.advanceTimersByTime(5_000);

    expect(atTwo).toBe(false);
    expect(peer.isLost).toBe(true);
    peer.heartbeat.stop();
  });

  it('keeps a peer that speaks, and one that is not read', () => {
    const [speaking, unread] = [new Peer(), new Peer()];
    unread.isDeaf = true;

    for (let n = 0; n < 20; n += 1) {
      jest.advanceTimersByTime(10_000);
      speaking.heartbeat.heard();
    }

    expect([speaking.isLost, unread.isLost]).toEqual([false, false]);
    speaking.heartbeat.stop();
    unread.heartbeat.stop();
  });
});
