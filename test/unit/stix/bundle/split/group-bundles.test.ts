import fc from 'fast-check';
import {
  groupBundles,
  splitBundle,
  type Bundle,
  type GroupLimits,
  type StixObject,
} from '../../../../../src/stix/index.js';
import { bundleOf, note, sample, sampleId } from '../sample-objects.js';

const idsOf = ({ objects }: Bundle): string[] => objects.map(({ id }) => id);
const sent = (objects: readonly StixObject[]) =>
  splitBundle(bundleOf(...objects), { cycles: 'cut' }).bundles;
const grouped = (objects: readonly StixObject[], limits?: GroupLimits): string[][] =>
  groupBundles(sent(objects), limits).map(idsOf);
const relationship = (number: number, from: string, to: string): StixObject =>
  sample('relationship', number, { source_ref: from, target_ref: to });

describe('groupBundles', () => {
  it('makes nothing of nothing', () => {
    expect(groupBundles([])).toEqual([]);
  });

  it('keeps the bundle that the objects come from, without the count of one object', () => {
    const objects = [sample('malware', 1), sample('malware', 2)];
    const { bundles } = splitBundle(bundleOf(...objects), { eventVersion: '7' });

    const [group, ...others] = groupBundles(bundles);

    expect(others).toEqual([]);
    expect(group).toEqual({
      type: 'bundle',
      id: 'bundle--99999999-9999-4999-8999-999999999999',
      spec_version: '2.1',
      x_opencti_event_version: '7',
      objects: bundles.flatMap(bundle => bundle.objects),
    });
  });

  it('puts a relationship beside its two ends, and the author in the first group', () => {
    const author = sample('identity', 0);
    const by = { created_by_ref: author.id };
    const pairs = [1, 2, 3].flatMap(n => {
      const [malware, tool] = [sample('malware', n, by), sample('tool', n, by)];
      return [malware, tool, relationship(n, malware.id, tool.id)];
    });

    const groups = grouped([author, ...pairs], { maxObjects: 4 });

    const ends = (n: number) => ['malware', 'tool', 'relationship'].map(type => sampleId(type, n));
    expect(groups).toEqual([[author.id, ...ends(1)], ends(2), ends(3)]);
  });

  it('spreads an object that needs more than a group holds, and puts it last', () => {
    const malware = Array.from({ length: 7 }, (_, n) => sample('malware', n));
    const report = note(
      1,
      malware.map(({ id }) => id),
    );

    const groups = grouped([report, ...malware], { maxObjects: 3 });

    expect(groups.map(group => group.length)).toEqual([3, 3, 2]);
    expect(groups.at(-1)?.at(-1)).toBe(report.id);
  });

  it('counts bytes, not letters', () => {
    const objects = [1, 2].map(n => sample('malware', n, { name: '🛰'.repeat(100) }));

    expect(grouped(objects, { maxBytes: 1_200 })).toHaveLength(1);
    expect(grouped(objects, { maxBytes: 900 })).toHaveLength(2);
  });

  it('gives an object that is too large a group of its own', () => {
    const large = sample('malware', 2, { name: 'x'.repeat(500) });

    expect(grouped([sample('malware', 1), large, sample('malware', 3)], { maxBytes: 400 })).toEqual(
      [[sampleId('malware', 1)], [large.id], [sampleId('malware', 3)]],
    );
  });

  it('leaves an object that has no JSON to whoever writes it, and the others whole', () => {
    const endless = sample('malware', 2, { size: 1n });

    expect(grouped([sample('malware', 1), endless, sample('malware', 3)])).toEqual([
      [sampleId('malware', 1)],
      [endless.id],
      [sampleId('malware', 3)],
    ]);
  });

  it('follows a chain of 100 000 objects', () => {
    const chain = Array.from({ length: 100_000 }, (_, n) =>
      note(n, n > 0 ? [sampleId('note', n - 1)] : []),
    );

    const groups = grouped(chain);

    expect(groups).toHaveLength(1_000);
    expect(groups.at(-1)?.at(-1)).toBe(sampleId('note', 99_999));
  });

  it('takes an internal id for what it leads to', () => {
    const malware = sample('malware', 1, { x_opencti_id: 'internal-1' });
    const about = note(1, ['internal-1']);

    expect(grouped([sample('tool', 1), malware, about], { maxObjects: 2 })).toEqual([
      [sampleId('tool', 1)],
      [malware.id, about.id],
    ]);
  });
});

const objects = fc
  .array(fc.record({ refs: fc.array(fc.nat(40), { maxLength: 5 }), pad: fc.nat(200) }), {
    maxLength: 40,
  })
  .map(all =>
    all.map(({ refs, pad }, n) =>
      note(
        n,
        refs.map(ref => sampleId('note', ref)),
        { pad: 'x'.repeat(pad) },
      ),
    ),
  );
const limits = fc.record({
  maxObjects: fc.integer({ min: 1, max: 12 }),
  maxBytes: fc.integer({ min: 1, max: 3_000 }),
});

describe('groups of any objects', () => {
  const check = (
    test: (
      bundles: ReturnType<typeof sent>,
      groups: Bundle[],
      limits: Required<GroupLimits>,
    ) => void,
  ) =>
    fc.assert(
      fc.property(objects, limits, (given, bounds) => {
        const bundles = sent(given);
        test(bundles, groupBundles(bundles, bounds), bounds);
      }),
    );

  it('hold each object once, as it was split', () => {
    check((bundles, groups) => {
      const all = groups.flatMap(group => group.objects);

      expect(new Set(all)).toEqual(new Set(bundles.flatMap(bundle => bundle.objects)));
      expect(all).toHaveLength(bundles.length);
    });
  });

  it('keep the order of the split inside', () => {
    check((bundles, groups) => {
      const places = new Map(bundles.map((bundle, place) => [bundle.objects[0]?.id, place]));
      for (const group of groups) {
        const order = idsOf(group).map(id => places.get(id) ?? -1);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }
    });
  });

  it('have what an object refers to inside or before', () => {
    check((_bundles, groups) => {
      const seen = new Set<string>();
      const present = new Set(groups.flatMap(idsOf));
      for (const object of groups.flatMap(group => group.objects)) {
        const { object_refs: refs } = object as StixObject & { object_refs: readonly string[] };
        for (const ref of refs) if (present.has(ref)) expect(seen).toContain(ref);
        seen.add(object.id);
      }
    });
  });

  it('stay within their bounds, but for a single object that is larger', () => {
    check((_bundles, groups, { maxObjects, maxBytes }) => {
      for (const { objects: held } of groups) {
        const bytes = held.reduce(
          (sum, one) => sum + Buffer.byteLength(JSON.stringify(one)) + 1,
          0,
        );
        expect(held.length).toBeLessThanOrEqual(maxObjects);
        expect(held.length === 1 || bytes <= maxBytes).toBe(true);
      }
    });
  });
});
