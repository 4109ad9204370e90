import { splitBundle, type SplitResult, type StixObject } from '../../../../../src/stix/index.js';
import { bundleOf, note, sample, sampleId } from '../sample-objects.js';

function membersOf(result: SplitResult, type: string, number: number): unknown {
  return result.bundles
    .flatMap(({ objects }) => objects)
    .find(({ id }) => id === sampleId(type, number));
}

function order({ bundles }: SplitResult): (string | undefined)[] {
  return bundles.map(({ objects: [object] }) => object?.id);
}

function identity(number: number, createdBy: number): StixObject {
  return sample('identity', number, { created_by_ref: sampleId('identity', createdBy) });
}

describe('a cycle of single references', () => {
  it('is cut where it closes, so that its first object loses nothing', () => {
    const result = splitBundle(bundleOf(identity(1, 2), identity(2, 3), identity(3, 1)));

    expect(order(result)).toEqual([3, 2, 1].map(number => sampleId('identity', number)));
    expect(result.cut).toEqual([
      {
        id: sampleId('identity', 3),
        property: 'created_by_ref',
        ref: sampleId('identity', 1),
        reason: 'closes a cycle',
      },
    ]);
  });

  it('is cut in a list when it has one', () => {
    const first = sample('identity', 1, { created_by_ref: sampleId('identity', 2) });
    const second = sample('identity', 2, { a_refs: [sampleId('identity', 3)] });
    const third = sample('identity', 3, { created_by_ref: sampleId('identity', 1) });

    const result = splitBundle(bundleOf(first, second, third));

    expect(result.cut).toMatchObject([{ id: sampleId('identity', 2), property: 'a_refs' }]);
  });

  it('leaves out one relationship of a ring of relationships, with the reason', () => {
    const ring = [1, 2, 3].map(number =>
      sample('relationship', number, {
        source_ref: sampleId('relationship', (number % 3) + 1),
        target_ref: sampleId('malware', 9),
      }),
    );

    const result = splitBundle(bundleOf(...ring, sample('malware', 9)));

    expect(result.dropped).toEqual([
      { id: sampleId('relationship', 3), reason: 'source_ref without an object' },
    ]);
  });
});

describe('a cycle of lists', () => {
  const notes = [
    note(1, [sampleId('note', 2)]),
    note(2, [sampleId('note', 3)]),
    note(3, [sampleId('note', 1)]),
  ];

  it('stays whole by default, as pycti sends it', () => {
    const result = splitBundle(bundleOf(...notes));

    expect(result.cut).toEqual([]);
    expect(result.bundles.map(({ x_opencti_seq }) => x_opencti_seq)).toEqual([2, 3, 4]);
  });

  it('is cut once when cycles are to be cut', () => {
    const result = splitBundle(bundleOf(...notes), { cycles: 'cut' });

    expect(order(result)).toEqual([3, 2, 1].map(number => sampleId('note', number)));
    expect(result.cut).toMatchObject([{ id: sampleId('note', 3), ref: sampleId('note', 1) }]);
  });
});

describe('cutting cycles', () => {
  it('gives up a reference in a list before a single one, wherever it stands', () => {
    const report = sample('report', 1, {
      created_by_ref: sampleId('identity', 2),
      object_refs: [sampleId('note', 3)],
    });
    const identity = sample('identity', 2, { a_ref: sampleId('note', 3) });
    const about = note(3, [sampleId('report', 1)]);

    const result = splitBundle(bundleOf(report, identity, about), { cycles: 'cut' });

    expect(result.cut).toMatchObject([{ id: sampleId('note', 3), property: 'object_refs' }]);
  });

  it('gives up an author before a marking', () => {
    const marked = sample('identity', 1, {
      object_marking_refs: [sampleId('marking-definition', 2)],
    });
    const marking = sample('marking-definition', 2, { created_by_ref: sampleId('identity', 1) });

    for (const objects of [
      [marked, marking],
      [marking, marked],
    ]) {
      const result = splitBundle(bundleOf(...objects), { cycles: 'cut' });

      expect(membersOf(result, 'identity', 1)).toMatchObject({
        object_marking_refs: [sampleId('marking-definition', 2)],
      });
      expect(result.cut).toMatchObject([{ property: 'created_by_ref' }]);
    }
  });

  it('gives up a container before the places of a sighting', () => {
    const sighting = sample('sighting', 1, {
      sighting_of_ref: sampleId('indicator', 2),
      where_sighted_refs: [sampleId('identity', 3)],
    });
    const indicator = sample('indicator', 2);
    const place = sample('identity', 3, { a_refs: [sampleId('sighting', 1)] });

    const result = splitBundle(bundleOf(sighting, indicator, place), { cycles: 'cut' });

    expect(result.dropped).toEqual([]);
    expect(result.cut).toMatchObject([{ property: 'a_refs' }]);
  });

  it('cuts a marking only in a cycle of markings', () => {
    const markings = [1, 2].map(number =>
      sample('marking-definition', number, {
        object_marking_refs: [sampleId('marking-definition', 3 - number)],
      }),
    );

    const result = splitBundle(bundleOf(...markings), { cycles: 'cut' });

    expect(result.cut).toMatchObject([{ property: 'object_marking_refs' }]);
    expect(result.bundles).toHaveLength(2);
  });

  it('sees that an internal id leads back to the object itself', () => {
    const self = note(1, ['int-1'], { x_opencti_id: 'int-1' });

    const result = splitBundle(bundleOf(self), { cycles: 'cut' });

    expect(result.cut).toMatchObject([{ ref: 'int-1', reason: 'refers to itself' }]);
  });

  it('changes nothing in a bundle without a cycle', () => {
    const bundle = bundleOf(
      note(1, [sampleId('note', 2)]),
      note(2, [sampleId('note', 3)]),
      note(3, []),
    );

    expect(splitBundle(bundle, { cycles: 'cut' })).toEqual(splitBundle(bundle));
  });
});
