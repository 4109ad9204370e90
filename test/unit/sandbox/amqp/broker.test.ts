import fc from 'fast-check';
import { isTopicMatch } from '../../../../src/sandbox/amqp/broker/topic-match.js';
import { WaitingLine } from '../../../../src/sandbox/amqp/broker/waiting-line.js';

describe('a topic', () => {
  it.each([
    ['a.b', 'a.b', true],
    ['a.*', 'a.b', true],
    ['a.*', 'a', false],
    ['a.*', 'a.b.c', false],
    ['#', '', true],
    ['#', 'a.b.c', true],
    ['a.#', 'a', true],
    ['a.#.z', 'a.z', true],
    ['a.#.z', 'a.b.c.z', true],
    ['a.#.z', 'a.b.c', false],
    ['*', '', true],
    ['#.#.*', 'a', true],
  ])('%s and %s: %s', (pattern, key, fits) => {
    expect(isTopicMatch(pattern, key)).toBe(fits);
  });

  it('takes no longer for a pattern that is made to', () => {
    const pattern = Array.from({ length: 120 }, () => '#').join('.');

    expect(isTopicMatch(`${pattern}.end`, 'a.'.repeat(120))).toBe(false);
  });
});

describe('a waiting line', () => {
  it('gives items in their order, whatever came back in between', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('push', 'take', 'back'), { maxLength: 300 }), steps => {
        const line = new WaitingLine<{ sequence: number }>();
        const taken: { sequence: number }[] = [];
        const expected: number[] = [];
        let sequence = 0;
        for (const step of steps) {
          if (step === 'push') {
            sequence += 1;
            line.push({ sequence });
            expected.push(sequence);
          } else if (step === 'take') {
            const item = line.shift();
            expect(item?.sequence).toBe(expected.shift());
            if (item) taken.push(item);
          } else {
            const item = taken.splice(taken.length >> 1, 1)[0];
            if (!item) continue;
            line.putBack(item);
            expected.push(item.sequence);
            expected.sort((one, other) => one - other);
          }
        }

        expect(line).toHaveLength(expected.length);
      }),
    );
  });
});
