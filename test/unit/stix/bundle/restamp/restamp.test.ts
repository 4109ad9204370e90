import fc from 'fast-check';
import { BundleError } from '../../../../../src/errors/index.js';
import {
  Stix,
  TLP_LEVELS,
  papMarking,
  restamp,
  statementMarking,
  stixId,
  tlpMarking,
  type Bundle,
  type RestampResult,
  type StixObject,
} from '../../../../../src/stix/index.js';
import { bundleOf, sample, sampleId, thrownBy } from '../sample-objects.js';

type Members = Readonly<Record<string, unknown>>;

const OPENCTI = 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba';
const acme = sample('identity', 1, { name: 'ACME', identity_class: 'organization' });
const emotet = sample('malware', 2, { name: 'Emotet', is_family: true });

function objectsOf({ bundle }: RestampResult): Members[] {
  return bundle.objects as unknown as Members[];
}

describe('restamp', () => {
  it('gives an object the id that OpenCTI expects and remembers the one it came with', () => {
    const result = restamp(bundleOf(emotet));

    expect(objectsOf(result)).toEqual([
      { ...emotet, id: stixId(emotet), x_opencti_stix_ids: [emotet.id] },
    ]);
    expect([...result.renamed]).toEqual([[emotet.id, stixId(emotet)]]);
    expect([result.kept, result.merged]).toEqual([[], []]);
  });

  it('leaves an object alone that has the right id already', () => {
    const right = { ...emotet, id: stixId(emotet) };

    const result = restamp(bundleOf(right));

    expect(result.bundle.objects).toEqual([right]);
    expect(result.renamed.size).toBe(0);
  });

  it('keeps the id, the order and the members of the bundle, and changes nothing in what it is given', () => {
    const bundle: Bundle = { ...bundleOf(emotet, acme, sample('process', 3)), spec_version: '2.1' };
    const before = structuredClone(bundle);

    const result = restamp(bundle);

    expect(bundle).toEqual(before);
    expect(result.bundle).toMatchObject({ type: 'bundle', id: bundle.id, spec_version: '2.1' });
    expect(result.bundle.objects.map(({ type }) => type)).toEqual([
      'malware',
      'identity',
      'process',
    ]);
  });

  it('adds to ids that are remembered already', () => {
    const known = { ...emotet, x_opencti_stix_ids: ['malware--old'] };

    expect(objectsOf(restamp(bundleOf(known)))).toMatchObject([
      { x_opencti_stix_ids: ['malware--old', emotet.id] },
    ]);
  });

  it('remembers in the extension of OpenCTI when ids are remembered there', () => {
    const known = { ...emotet, extensions: { [OPENCTI]: { stix_ids: ['malware--old'] } } };

    const [object] = objectsOf(restamp(bundleOf(known)));

    expect(object?.['extensions']).toEqual({
      [OPENCTI]: { stix_ids: ['malware--old', emotet.id] },
    });
    expect(object).not.toHaveProperty('x_opencti_stix_ids');
  });

  it('makes the id of a relationship from the new ids of its ends, in any order', () => {
    const relationship = sample('relationship', 4, {
      relationship_type: 'targets',
      source_ref: emotet.id,
      target_ref: acme.id,
    });
    const expected = { ...relationship, source_ref: stixId(emotet), target_ref: stixId(acme) };

    for (const objects of [
      [relationship, emotet, acme],
      [acme, emotet, relationship],
    ]) {
      const result = restamp(bundleOf(...objects));

      const stamped = objectsOf(result).find(({ type }) => type === 'relationship');
      expect(stamped).toMatchObject({ ...expected, id: stixId(expected) });
    }
  });

  it.each([
    ['sighting', { sighting_of_ref: emotet.id, where_sighted_refs: [acme.id] }],
    ['observed-data', { object_refs: [emotet.id] }],
    ['network-traffic', { src_ref: sampleId('ipv4-addr', 5), protocols: ['tcp'] }],
    [
      'file',
      { name: 'a', extensions: { 'archive-ext': { contains_refs: [sampleId('file', 6)] } } },
    ],
  ])('makes the id of a %s from new ids', (type, members) => {
    const address = sample('ipv4-addr', 5, { value: '192.0.2.1' });
    const inner = sample('file', 6, { name: 'b' });

    const [object] = objectsOf(
      restamp(bundleOf(sample(type, 7, members), address, inner, emotet, acme)),
    );

    expect(object?.['id']).toBe(stixId(object as unknown as StixObject));
    expect(JSON.stringify({ ...object, x_opencti_stix_ids: [] })).not.toContain('11111111');
  });

  it('makes every reference follow, at any depth', () => {
    const statement = sample('marking-definition', 8, {
      definition_type: 'statement',
      definition: { statement: 'mine' },
    });
    const report = sample('report', 9, {
      name: 'Weekly',
      published: '2024-01-15T10:30:00.000Z',
      created_by_ref: acme.id,
      object_refs: [emotet.id, acme.id],
      object_marking_refs: [statement.id],
      granular_markings: [{ marking_ref: statement.id, selectors: ['name'] }],
      external_references: [
        { source_name: 's', x_opencti_files: [{ object_marking_refs: [statement.id] }] },
      ],
      x_opencti_files: [{ name: 'f', object_marking_refs: [statement.id] }],
      x_opencti_granted_refs: [acme.id],
      extensions: { [OPENCTI]: { granted_refs: [acme.id], object_refs_inferred: [emotet.id] } },
      x_my_ref: emotet.id,
      description: `about ${emotet.id}`,
    });

    const result = restamp(bundleOf(report, acme, emotet, statement));

    const [stamped] = objectsOf(result);
    expect(stamped).toMatchObject({
      created_by_ref: stixId(acme),
      object_refs: [stixId(emotet), stixId(acme)],
      object_marking_refs: [stixId(statement)],
      granular_markings: [{ marking_ref: stixId(statement) }],
      external_references: [{ x_opencti_files: [{ object_marking_refs: [stixId(statement)] }] }],
      x_opencti_files: [{ object_marking_refs: [stixId(statement)] }],
      x_opencti_granted_refs: [stixId(acme)],
      extensions: {
        [OPENCTI]: { granted_refs: [stixId(acme)], object_refs_inferred: [stixId(emotet)] },
      },
      x_my_ref: stixId(emotet),
      description: `about ${emotet.id}`,
    });
  });

  it.each([
    ['tlp', { tlp: 'red' }, 'TLP:RED'],
    ['TLP', 'TLP:AMBER', 'TLP:AMBER'],
    ['tlp', { tlp: 'white' }, 'TLP:CLEAR'],
  ] as const)(
    'gives a TLP marking written as %s %j its fixed id',
    (definition_type, definition, tlp) => {
      const marking = sample('marking-definition', 8, { definition_type, definition });

      expect(objectsOf(restamp(bundleOf(marking)))[0]?.['id']).toBe(TLP_LEVELS[tlp].id);
    },
  );

  it('leaves what the builders make as it is', () => {
    const identity = Stix.identity({ name: 'ACME', identity_class: 'organization' });
    const malware = Stix.malware({ name: 'Emotet', is_family: true });
    const made = [
      identity,
      malware,
      Stix.relationship(malware, 'targets', identity),
      tlpMarking('TLP:AMBER+STRICT'),
      papMarking('PAP:RED'),
      statementMarking('mine'),
    ];

    const result = restamp(bundleOf(...made));

    expect(result.bundle.objects).toEqual(made);
  });

  describe('keeps the id of', () => {
    it.each([
      [
        'a type without a rule',
        sample('x-foo', 3),
        'No id can be made for a STIX object of type "x-foo".',
      ],
      [
        'an object that lacks what its id is made from',
        sample('malware', 3),
        'A malware has no "name".',
      ],
      ['a process', sample('process', 3, { pid: 1 }), 'nothing tells it apart from others'],
      [
        'an email without sender, subject and body',
        sample('email-message', 3),
        'nothing tells it apart from others',
      ],
      [
        'a relationship to itself',
        sample('relationship', 3, {
          relationship_type: 'related-to',
          source_ref: sampleId('relationship', 3),
          target_ref: acme.id,
        }),
        'its id would be made from itself',
      ],
    ])('%s, and says why', (_, object, reason) => {
      const result = restamp(bundleOf(object));

      expect(result.bundle.objects).toEqual([object]);
      expect(result.kept).toEqual([{ id: object.id, reason }]);
    });

    it('relationships whose ids would be made from each other', () => {
      const [one, two] = [3, 4].map(number =>
        sample('relationship', number, {
          relationship_type: 'related-to',
          source_ref: sampleId('relationship', 7 - number),
          target_ref: emotet.id,
        }),
      );

      const result = restamp(bundleOf(one, two, emotet));

      expect(result.kept.map(({ id }) => id).sort()).toEqual([one?.id, two?.id]);
      expect(objectsOf(result)[0]).toMatchObject({ id: one?.id, target_ref: stixId(emotet) });
    });

    it.each([
      ['null', null],
      ['a text', 'malware'],
      ['an object without an id', { type: 'malware', name: 'Emotet' }],
    ])('%s, which it passes on as it is', (_, hostile) => {
      const result = restamp(bundleOf(emotet, hostile));

      expect(result.bundle.objects[1]).toBe(hostile);
      expect(result.kept).toEqual([{ id: 'objects[1]', reason: 'it has no type or no id' }]);
    });

    it('an object that can not be sent, which it passes on as it is', () => {
      const self: { type: string; id: string; inner?: unknown } = { type: 'note', id: 'note--1' };
      self.inner = self;

      const result = restamp(bundleOf(self));

      expect(result.bundle.objects[0]).toBe(self);
      expect(result.kept).toEqual([{ id: 'objects[0]', reason: 'it holds itself' }]);
    });
  });

  describe('when two objects get the same id', () => {
    const again = sample('malware', 20, { name: ' EMOTET', is_family: true });

    it('makes one of them when they agree in what both say', () => {
      const other = {
        ...again,
        name: 'Emotet',
        aliases: ['Heodo'],
        x_opencti_stix_ids: ['malware--x'],
      };
      const relationship = sample('relationship', 4, {
        relationship_type: 'targets',
        source_ref: other.id,
        target_ref: acme.id,
      });

      const result = restamp(bundleOf(emotet, relationship, other, acme));

      expect(objectsOf(result).map(({ type }) => type)).toEqual([
        'malware',
        'relationship',
        'identity',
      ]);
      expect(objectsOf(result)[0]).toMatchObject({
        id: stixId(emotet),
        aliases: ['Heodo'],
        x_opencti_stix_ids: [other.id, 'malware--x', emotet.id],
      });
      expect(objectsOf(result)[1]).toMatchObject({ source_ref: stixId(emotet) });
      expect(result.merged).toEqual([{ id: stixId(emotet), from: other.id }]);
    });

    it('sees that they agree when their references lead to one object that was two', () => {
      const twin = sample('identity', 21, { name: 'ACME', identity_class: 'organization' });
      const other = { ...again, name: 'Emotet', created_by_ref: twin.id };

      const result = restamp(bundleOf({ ...emotet, created_by_ref: acme.id }, other, acme, twin));

      expect(result.merged).toHaveLength(2);
      expect(objectsOf(result)[0]).toMatchObject({ created_by_ref: stixId(acme) });
    });

    it('leaves the second its own id when they contradict each other', () => {
      const result = restamp(bundleOf(emotet, again));

      expect(objectsOf(result).map(({ id }) => id)).toEqual([stixId(emotet), again.id]);
      expect(result.kept).toEqual([
        { id: again.id, reason: `it means the same as ${emotet.id} and says something else` },
      ]);
    });

    it('prefers the one that came with that id', () => {
      const right = { ...emotet, id: stixId(emotet) };

      const result = restamp(bundleOf(again, right));

      expect(objectsOf(result)).toEqual([again, right]);
      expect(result.kept).toMatchObject([{ id: again.id }]);
    });

    it('gives all versions of one object the same id', () => {
      const later = { ...emotet, modified: '2024-02-01T00:00:00.000Z' };

      const result = restamp(bundleOf(emotet, later));

      expect(objectsOf(result).map(({ id }) => id)).toEqual([stixId(emotet), stixId(emotet)]);
    });
  });

  it('changes nothing the second time', () => {
    const ids = fc.nat(4).map(number => sampleId('malware', number));
    const malware = fc
      .record({ id: ids, name: fc.constantFrom('A', 'a', 'B', 'C'), is_family: fc.boolean() })
      .map(members => ({ type: 'malware', ...members }));
    const relationship = fc
      .record({ number: fc.nat(3), source_ref: ids, target_ref: ids })
      .map(({ number, ...ends }) =>
        sample('relationship', number, { ...ends, relationship_type: 'uses' }),
      );

    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(malware, relationship), { selector: ({ id }) => id, maxLength: 8 }),
        objects => {
          const once = restamp(bundleOf(...objects));

          const twice = restamp(once.bundle);

          expect(twice.bundle).toEqual(once.bundle);
          expect(once.bundle.objects.length + once.merged.length).toBe(objects.length);
        },
      ),
    );
  });

  it.each([[null], [undefined], ['{}'], [{}], [{ objects: {} }]])(
    'refuses %j for a bundle',
    hostile => {
      const error = thrownBy(() => restamp(hostile as unknown as Bundle));

      expect(error).toBeInstanceOf(BundleError);
      expect(error).toMatchObject({ code: 'BUNDLE_WITHOUT_OBJECTS' });
    },
  );

  it('follows a chain of 20 000 relationships on relationships', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      sample('relationship', i, {
        relationship_type: 'related-to',
        source_ref: i === 0 ? emotet.id : sampleId('relationship', i - 1),
        target_ref: acme.id,
      }),
    );

    const result = restamp(bundleOf(...chain.reverse(), emotet, acme));

    expect(result.renamed.size).toBe(20_002);
  });
});
