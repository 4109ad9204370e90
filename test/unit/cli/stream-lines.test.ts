import { lineFor } from '../../../src/cli/lines.js';

describe('lines of a stream on a terminal', () => {
  it('tells what became of the events in one line', () => {
    const facts = { handled: 1_204, ignored: 3, deadLettered: 1, position: '1767225600000-0' };

    expect(lineFor('events handled', facts)).toEqual([
      'events     1 204 events handled   3 passed over   1 in the dead-letter file   up to 1767225600000-0',
    ]);
  });

  it('leaves out what did not happen', () => {
    expect(lineFor('events handled', { handled: 1, position: '5-0' })).toEqual([
      'events     1 event handled   up to 5-0',
    ]);
  });

  it('tells why an event was put away, and what to do', () => {
    const facts = { entity: 'indicator--1', reason: 'it broke', fix: 'mend it', code: 'X' };

    expect(lineFor('event put into the dead-letter file', facts)).toEqual([
      'put away   indicator--1: it broke',
      'Fix: mend it',
      'X',
    ]);
  });

  it('tells of an event that can not be read and has no position', () => {
    const facts = { event: undefined, reason: 'it is no JSON', code: 'X' };

    expect(lineFor('event put into the dead-letter file', facts)).toEqual([
      'put away   an event: it is no JSON',
      'X',
    ]);
  });

  it('tells of a connection that broke, and when it is opened again', () => {
    const facts = { reason: 'it ended', inMs: 1_500 };

    expect(lineFor('live stream broke off, opening it again', facts)).toEqual([
      'stream     broke off: it ended   again in 1.5 s',
    ]);
  });
});
