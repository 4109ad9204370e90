import fc from 'fast-check';
import type { StixObject } from '../../../src/stix/index.js';
import { SentObjects } from '../../../src/runtime/sent-objects.js';

type Objects = [StixObject, StixObject, StixObject];

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

  it('is not misled by the count that the splitter writes into an object', () => {
    const sent = new SentObjects();
    sent.confirmed([{ ...malware, nb_deps: 1 } as never]);

    expect(sent.unsent([{ ...malware, nb_deps: 7 } as never])).toEqual([]);
  });

  it('is not misled by a count that stands among the members of an object', () => {
    const sent = new SentObjects();
    sent.confirmed([{ type: 'tool', nb_deps: 1, id: 'tool--1' } as never]);

    expect(sent.unsent([{ type: 'tool', nb_deps: 7, id: 'tool--1' } as never])).toEqual([]);
  });

  it('takes no content for granted once an object is about to be sent with another one', () => {
    const sent = new SentObjects();
    sent.confirmed([malware]);

    sent.unsent([{ ...malware, name: 'two' } as never]);

    expect(sent.unsent([malware])).toEqual([malware]);
  });

  it('does not remember endless ids', () => {
    const sent = new SentObjects();
    const endless = { ...malware, id: `malware--${'x'.repeat(10_000)}` };

    expect(sent.confirmed([endless])).toEqual([]);
    expect(sent.unsent([endless])).toEqual([endless]);
  });

  it('tells what it has not met since the round began', () => {
    const sent = new SentObjects();
    const [one, two, three] = [1, 2, 3].map(n => ({ type: 'tool', id: `tool--${n}` })) as Objects;
    sent.confirmed([one, two]);

    sent.beginRound();
    sent.unsent([two, three]);
    sent.confirmed([three]);

    expect([...sent.notMet()]).toEqual([one.id]);
  });

  it('forgets what it is told to, and everything', () => {
    const sent = new SentObjects();
    const [one, two] = [1, 2].map(n => ({ type: 'tool', id: `tool--${n}` })) as Objects;
    sent.confirmed([one, two]);

    sent.forget(one.id);
    const afterOne = sent.unsent([one, two]);
    sent.clear();

    expect([afterOne, sent.size, sent.unsent([two])]).toEqual([[one], 0, [two]]);
  });

  it('remembers what it remembered last, whatever came and went', () => {
    const step = fc.tuple(fc.constantFrom('confirm', 'forget'), fc.nat(30), fc.nat(3));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), steps => {
        const sent = new SentObjects(20);
        const expected = new Map<string, number>();
        for (const [what, n, name] of steps) {
          const object = { type: 'tool', id: `tool--${n}`, name };
          expected.delete(object.id);
          if (what === 'confirm') {
            sent.confirmed([object]);
            expected.set(object.id, name);
          } else sent.forget(object.id);
          const [oldest = ''] = expected.keys();
          if (expected.size > 20) expected.delete(oldest);
        }

        const known = [...expected].map(([id, name]) => ({ type: 'tool', id, name }));
        expect([...sent.contents()].map(({ id }) => id)).toEqual([...expected.keys()]);
        expect(sent.unsent(known)).toEqual([]);
      }),
    );
  });
});
