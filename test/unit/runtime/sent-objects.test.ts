import { SentObjects } from '../../../src/runtime/sent-objects.js';

const malware = { type: 'malware', id: 'malware--1', name: 'one' };

describe('the memory of what a run has sent', () => {
  it('holds back an object that was confirmed with the same content', () => {
    const sent = new SentObjects();
    sent.confirmed([malware]);

    expect(sent.unsent([{ ...malware }])).toEqual([]);
  });

  it('lets an object through that was never confirmed', () => {
    const sent = new SentObjects();
    sent.unsent([malware]);

    expect(sent.unsent([malware])).toEqual([malware]);
  });

  it('lets an object through whose content has changed', () => {
    const sent = new SentObjects();
    const renamed = { ...malware, name: 'two' };
    sent.confirmed([malware]);

    expect(sent.unsent([renamed])).toEqual([renamed]);
  });

  it('forgets the oldest first when it is full', () => {
    const sent = new SentObjects();
    const many = Array.from({ length: 100_001 }, (_, n) => ({ type: 'tool', id: `tool--${n}` }));
    sent.confirmed(many);

    expect(sent.unsent([many[0], many[1]].filter(object => object !== undefined))).toEqual([
      many[0],
    ]);
  });
});
