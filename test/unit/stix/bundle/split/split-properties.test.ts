import fc from 'fast-check';
import { splitBundle, type Bundle, type SplitResult } from '../../../../../src/stix/index.js';
import { bundleOf, sampleId } from '../sample-objects.js';

type Members = Readonly<Record<string, unknown>>;

const TYPES = ['note', 'identity', 'malware', 'relationship', 'sighting', 'x-foo'];
const LISTS = ['object_refs', 'object_marking_refs', 'where_sighted_refs'];
const SINGLES = ['created_by_ref', 'source_ref', 'target_ref', 'sighting_of_ref'];

const id = fc
  .tuple(fc.constantFrom(...TYPES), fc.nat(6))
  .map(([type, number]) => sampleId(type, number));
const reference = fc.oneof({ weight: 9, arbitrary: id }, id.map(internalId));

const object = fc
  .record({
    id,
    single: fc.dictionary(fc.constantFrom(...SINGLES), reference, { maxKeys: 2 }),
    lists: fc.dictionary(fc.constantFrom(...LISTS), fc.uniqueArray(reference, { maxLength: 4 }), {
      maxKeys: 2,
    }),
    isInternal: fc.boolean(),
  })
  .map(parts => ({
    type: parts.id.slice(0, parts.id.indexOf('--')),
    id: parts.id,
    ...parts.single,
    ...parts.lists,
    ...(parts.isInternal && { x_opencti_id: internalId(parts.id) }),
  }));

const bundles = fc.array(object, { maxLength: 14 }).map(objects => bundleOf(...objects));
const options = fc.record({
  cleanup: fc.boolean(),
  cycles: fc.constantFrom<'cut' | 'pycti'>('cut', 'pycti'),
});

/** Internal ids have no type. */
function internalId(of: string): string {
  return `internal ${of.replace('--', ' ')}`;
}

function sentObjects(result: SplitResult): Members[] {
  return result.bundles.flatMap(({ objects }) => objects as unknown as Members[]);
}

function references(member: Members): [property: string, ref: string][] {
  return Object.entries(member)
    .filter(([property]) => LISTS.includes(property) || SINGLES.includes(property))
    .flatMap(([property, value]) =>
      [value]
        .flat<unknown[]>()
        .filter(ref => typeof ref === 'string')
        .map((ref): [string, string] => [property, ref]),
    );
}

function idsOf({ objects }: Bundle): string[] {
  return objects.map(({ id: own }) => own);
}

describe('splitBundle, whatever the bundle', () => {
  it('sends or reports every object, each once', () => {
    fc.assert(
      fc.property(bundles, options, (bundle, given) => {
        const result = splitBundle(bundle, given);

        const sent = sentObjects(result).map(member => member['id'] as string);
        const reported = [...result.dropped, ...result.replaced].map(({ id: own }) => own);
        expect([...sent, ...reported].sort()).toEqual(idsOf(bundle).sort());
        expect(new Set(sent).size).toBe(result.expectations);
      }),
    );
  });

  it('changes nothing in what it is given', () => {
    fc.assert(
      fc.property(bundles, options, (bundle, given) => {
        const before = structuredClone(bundle);

        splitBundle(bundle, given);

        expect(bundle).toEqual(before);
      }),
    );
  });

  it('sends what an object refers to before it, when cycles are cut', () => {
    fc.assert(
      fc.property(bundles, fc.boolean(), (bundle, cleanup) => {
        const sent = sentObjects(splitBundle(bundle, { cleanup, cycles: 'cut' }));

        const place = new Map(sent.map((member, index) => [member['id'], index]));
        for (const [index, member] of sent.entries()) {
          for (const [, ref] of references(member)) {
            expect(place.get(ref) ?? -1).toBeLessThan(index);
          }
        }
      }),
    );
  });

  it('reports every reference that it removed, and no other', () => {
    fc.assert(
      fc.property(bundles, options, (bundle, given) => {
        const result = splitBundle(bundle, given);

        const last = new Map(bundle.objects.map(member => [member.id, member]));
        const removed = sentObjects(result).flatMap(member => {
          const kept = new Set(references(member).map(String));
          const before = last.get(member['id'] as string) as unknown as Members;
          return references(before)
            .filter(reference => !kept.has(String(reference)))
            .map(([property, ref]) => [member['id'], property, ref].join(' '));
        });
        const cut = result.cut.map(({ id: own, property, ref }) => [own, property, ref].join(' '));
        expect(cut.sort()).toEqual(removed.sort());
      }),
    );
  });

  it('gives the same again for what it gave, when cycles are cut and nothing was left out', () => {
    const sendable = bundles.map(({ objects }) =>
      bundleOf(...objects.filter(({ type }) => ['note', 'identity', 'malware'].includes(type))),
    );

    fc.assert(
      fc.property(sendable, bundle => {
        const once = splitBundle(bundle, { cycles: 'cut' });

        const again = splitBundle(bundleOf(...sentObjects(once)), { cycles: 'cut' });

        expect(sentObjects(again)).toEqual(sentObjects(once));
        expect([...again.cut, ...again.dropped, ...again.replaced]).toEqual([]);
      }),
    );
  });
});
