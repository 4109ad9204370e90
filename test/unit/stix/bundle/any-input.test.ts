import fc from 'fast-check';
import { BundleError } from '../../../../src/errors/index.js';
import { restamp, splitBundle, validateBundle } from '../../../../src/stix/index.js';
import { bundleOf, thrownBy } from './sample-objects.js';

const PROPERTIES = [
  ...['id', 'type', 'name', 'spec_version', 'created', 'created_by_ref', 'object_refs', 'hashes'],
  ...['external_references', 'kill_chain_phases', 'granular_markings', 'extensions', 'labels'],
  ...['source_ref', 'target_ref', 'relationship_type', 'x_opencti_id', '__proto__', 'confidence'],
];
const TYPES = [
  'note',
  'malware',
  'relationship',
  'sighting',
  'file',
  'marking-definition',
  'x-foo',
];

const value = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.constantFrom(...TYPES),
  fc.constantFrom(...TYPES).map(type => `${type}--11111111-1111-4111-8111-111111111111`),
);
const object = fc.dictionary(fc.constantFrom(...PROPERTIES), value, { maxKeys: 8 });
const objects = fc.array(fc.oneof({ weight: 5, arbitrary: object }, value), { maxLength: 5 });

describe('whatever the objects are', () => {
  it('validateBundle answers', () => {
    fc.assert(
      fc.property(objects, given => {
        expect(Array.isArray(validateBundle(bundleOf(...given)))).toBe(true);
      }),
    );
  });

  it('validateBundle answers for anything in place of a bundle', () => {
    fc.assert(
      fc.property(fc.anything(), given => {
        expect(validateBundle(given).length).toBeGreaterThan(0);
      }),
    );
  });

  it('splitBundle accounts for each, or refuses the bundle with an error of its own', () => {
    fc.assert(
      fc.property(objects, fc.boolean(), (given, cleanup) => {
        const error = thrownBy(() => {
          const { bundles, dropped, replaced } = splitBundle(bundleOf(...given), { cleanup });

          expect(bundles.length + dropped.length + replaced.length).toBe(given.length);
        });

        if (error !== undefined) expect(error).toBeInstanceOf(BundleError);
      }),
    );
  });

  it('restamp gives back each, or says what it became part of', () => {
    fc.assert(
      fc.property(objects, given => {
        const { bundle, merged } = restamp(bundleOf(...given));

        expect(bundle.objects.length + merged.length).toBe(given.length);
      }),
    );
  });
});
