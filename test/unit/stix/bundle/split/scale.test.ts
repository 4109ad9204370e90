import { splitBundle, type StixObject } from '../../../../../src/stix/index.js';
import { bundleOf, note, sample, sampleId } from '../sample-objects.js';

function chain(length: number): StixObject[] {
  return Array.from({ length }, (_, i) => note(i, i + 1 < length ? [sampleId('note', i + 1)] : []));
}

function firstAndLast(objects: readonly StixObject[]): unknown {
  const { bundles } = splitBundle(bundleOf(...objects), { cycles: 'cut' });

  return [bundles.length, bundles[0]?.objects[0]?.id, bundles.at(-1)?.objects[0]?.id];
}

describe('splitBundle, on bundles that break a recursive splitter', () => {
  it.each([1_500, 100_000])('follows a chain of %d objects', length => {
    expect(firstAndLast(chain(length))).toEqual([
      length,
      sampleId('note', length - 1),
      sampleId('note', 0),
    ]);
  });

  it('cuts a ring of 20 000 objects once', () => {
    const objects = [...chain(19_999), note(19_999, [sampleId('note', 0)])];
    objects[19_998] = note(19_998, [sampleId('note', 19_999)]);

    const { bundles, cut } = splitBundle(bundleOf(...objects), { cycles: 'cut' });

    expect(bundles).toHaveLength(20_000);
    expect(cut).toMatchObject([{ id: sampleId('note', 19_999) }]);
  });

  it('keeps the 50 000 references of one report', () => {
    const malware = Array.from({ length: 50_000 }, (_, i) => sample('malware', i));
    const report = sample('report', 1, { object_refs: malware.map(({ id }) => id) });

    const { bundles } = splitBundle(bundleOf(report, ...malware));

    expect(bundles.at(-1)?.objects[0]).toMatchObject({ id: report.id, nb_deps: 50_001 });
  });

  it('stops counting at the highest safe integer and still puts dependencies first', () => {
    const ladder = Array.from({ length: 100 }, (_, i) =>
      note(
        i,
        [i + 1, i + 2].filter(n => n < 100).map(n => sampleId('note', n)),
      ),
    );

    const { bundles } = splitBundle(bundleOf(...ladder));

    expect(bundles.at(-1)?.x_opencti_seq).toBe(Number.MAX_SAFE_INTEGER);
    expect(bundles.map(({ objects: [object] }) => object?.id)).toEqual(
      ladder.map(({ id }) => id).reverse(),
    );
  });

  it('visits an object that is reached by many internal ids a bounded number of times', () => {
    const objects = Array.from({ length: 3_000 }, (_, i) =>
      note(i, [sampleId('note', i + 1)], { x_opencti_id: `int-${i}` }),
    );
    const last = note(
      3_000,
      Array.from({ length: 3_000 }, (_, i) => `int-${i}`),
    );

    const { bundles } = splitBundle(bundleOf(...objects, last));

    expect(bundles).toHaveLength(3_001);
  });
});
