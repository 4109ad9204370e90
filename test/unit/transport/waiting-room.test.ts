import { WaitingRoom } from '../../../src/transport/waiting-room.js';

describe('WaitingRoom', () => {
  it('has a number of seats', () => {
    const room = new WaitingRoom({ messages: 2, bytes: 1_000 });

    const seats = [room.enter(1), room.enter(1), room.enter(1)];

    expect(seats.map(Boolean)).toEqual([true, true, false]);
  });

  it('has room for so many bytes', () => {
    const room = new WaitingRoom({ messages: 10, bytes: 100 });

    const seats = [room.enter(60), room.enter(41), room.enter(40)];

    expect(seats.map(Boolean)).toEqual([true, false, true]);
  });

  it('counts the size that turned out', () => {
    const room = new WaitingRoom({ messages: 10, bytes: 100 });

    room.enter(0)?.resize(90);

    expect(room.enter(20)).toBeUndefined();
  });

  it('takes one that is larger than itself when it is empty', () => {
    const room = new WaitingRoom({ messages: 10, bytes: 100 });

    const seats = [room.enter(5_000), room.enter(1)];

    expect(seats.map(Boolean)).toEqual([true, false]);
  });

  it('gives a seat away once, however often it is left', () => {
    const room = new WaitingRoom({ messages: 2, bytes: 100 });
    const seat = room.enter(100);
    seat?.leave();
    seat?.leave();

    const seats = [room.enter(50), room.enter(50), room.enter(0)];

    expect(seats.map(Boolean)).toEqual([true, true, false]);
  });
});
