import fc from 'fast-check';
import { pastWatermark, type Watermark } from '../../../../src/http/index.js';

interface Item {
  readonly id: string;
  readonly at: string;
}

const item = (id: string, hour: number): Item => ({
  id,
  at: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
});
const of = { time: ({ at }: Item) => at, id: ({ id }: Item) => id };
const ids = (items: readonly Item[]): string[] => items.map(({ id }) => id);

describe('pastWatermark', () => {
  it('moves to the newest moment, and remembers what was seen of it', () => {
    const { items, watermark } = pastWatermark([item('a', 1), item('b', 3), item('c', 3)], of);

    expect(ids(items)).toEqual(['a', 'b', 'c']);
    expect(watermark).toEqual({ since: '2026-01-01T03:00:00.000Z', seen: ['b', 'c'] });
  });

  it('leaves out what was seen of that moment, and nothing else of it', () => {
    const from = { since: '2026-01-01T03:00:00.000Z', seen: ['b'] };

    const { items, watermark } = pastWatermark([item('b', 3), item('c', 3)], { ...of, from });

    expect(ids(items)).toEqual(['c']);
    expect(watermark.seen).toEqual(['b', 'c']);
  });

  it('gives what an overlap brings again', () => {
    const from = { since: '2026-01-01T03:00:00.000Z', seen: ['b'] };

    const { items, watermark } = pastWatermark([item('old', 1)], { ...of, from });

    expect(ids(items)).toEqual(['old']);
    expect(watermark).toEqual(from);
  });

  it('stays where it is when there is nothing', () => {
    expect(pastWatermark([], of).watermark).toEqual({});
    expect(
      pastWatermark([], { ...of, from: { since: '2026-01-01', seen: ['x'] } }).watermark,
    ).toEqual({ since: '2026-01-01T00:00:00.000Z', seen: ['x'] });
  });

  it('is not moved by a date in the future of the source, or by none', () => {
    const now = new Date(Date.UTC(2026, 0, 1, 5));
    const odd = [item('typo', 9_999), { id: 'no', at: 'soon' }, item('a', 2)];

    const { items, watermark } = pastWatermark(odd, { ...of, now });

    expect(ids(items)).toEqual(['typo', 'no', 'a']);
    expect(watermark).toEqual({ since: '2026-01-01T02:00:00.000Z', seen: ['a'] });
  });

  it('takes moments that differ in microseconds for one, so that none is lost', () => {
    const items = [
      { id: 'a', at: '2026-01-01T03:00:00.123001Z' },
      { id: 'b', at: '2026-01-01T03:00:00.123999Z' },
    ];

    const { watermark } = pastWatermark(items, of);

    expect(watermark).toEqual({ since: '2026-01-01T03:00:00.123Z', seen: ['a', 'b'] });
  });

  it('holds no more than a bookmark can', () => {
    const many = Array.from({ length: 5_000 }, (_, number) => item(`i${number}`, 1));

    expect(pastWatermark(many, of).watermark.seen).toHaveLength(1_000);
  });

  it('loses nothing and repeats nothing, wherever runs end', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(hours, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (moments, sizes) => {
        const source = [...moments].sort().map((hour, number) => item(`i${number}`, hour));
        const given: string[] = [];
        let from: Watermark = {};
        for (let there = 0; there < source.length;) {
          there = Math.min(source.length, there + (sizes.next().value as number));
          const since = from.since ?? '';
          const reply = source.slice(0, there).filter(({ at }) => at >= since);
          const { items, watermark } = pastWatermark(reply, { ...of, from });
          given.push(...ids(items));
          from = watermark;
        }

        expect(given).toEqual(ids(source));
      }),
    );
  });
});
