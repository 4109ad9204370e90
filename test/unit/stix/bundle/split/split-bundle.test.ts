import { BundleError } from '../../../../../src/errors/index.js';
import { splitBundle, type SplitResult, type StixObject } from '../../../../../src/stix/index.js';
import { bundleOf, note, sample, sampleId, thrownBy } from '../sample-objects.js';

type Members = Readonly<Record<string, unknown>>;

function sentObjects({ bundles }: SplitResult): Members[] {
  return bundles.flatMap(({ objects }) => objects as unknown as Members[]);
}

function sentIds(result: SplitResult): unknown[] {
  return sentObjects(result).map(({ id }) => id);
}

const author = sample('identity', 1, { name: 'ACME', identity_class: 'organization' });

describe('splitBundle', () => {
  it('sends one object a bundle, after what it refers to, under the id of the bundle', () => {
    const report = sample('report', 2, { created_by_ref: author.id, object_refs: [] });

    const { bundles, expectations } = splitBundle(bundleOf(report, author));

    expect(expectations).toBe(2);
    expect(bundles).toEqual([
      {
        type: 'bundle',
        id: 'bundle--99999999-9999-4999-8999-999999999999',
        spec_version: '2.1',
        x_opencti_seq: 1,
        objects: [{ ...author, nb_deps: 1 }],
      },
      {
        type: 'bundle',
        id: 'bundle--99999999-9999-4999-8999-999999999999',
        spec_version: '2.1',
        x_opencti_seq: 2,
        objects: [{ ...report, nb_deps: 2 }],
      },
    ]);
  });

  it('takes JSON text as it takes objects', () => {
    const bundle = bundleOf(note(1, [author.id]), author);

    expect(splitBundle(JSON.stringify(bundle))).toEqual(splitBundle(bundle));
  });

  it('gives a bundle without an id a random one, the same for all', () => {
    const { bundles } = splitBundle(JSON.stringify({ objects: [author, note(2, [])] }));

    expect(bundles[0]?.id).toMatch(/^bundle--[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(bundles[1]?.id).toBe(bundles[0]?.id);
  });

  it.each([
    ['an event version', '2024-01-01', { x_opencti_event_version: '2024-01-01' }],
    ['an empty event version', '', { x_opencti_event_version: '' }],
  ])('writes %s on every bundle', (_, eventVersion, expected) => {
    const { bundles } = splitBundle(bundleOf(author), { eventVersion });

    expect(bundles[0]).toMatchObject(expected);
  });

  it('changes nothing in what it is given', () => {
    const bundle = bundleOf(note(1, [sampleId('x-foo', 1), author.id]), author, note(3, []));
    const before = structuredClone(bundle);

    splitBundle(bundle, { cleanup: true });

    expect(bundle).toEqual(before);
  });

  it('sends what was not changed as it was, lists and all', () => {
    const labels = ['a', 'b'];
    const object_refs = [author.id];

    const [, sent] = sentObjects(splitBundle(bundleOf(note(1, object_refs, { labels }), author)));

    expect(sent?.['labels']).toBe(labels);
    expect(sent?.['object_refs']).toBe(object_refs);
  });

  describe('reports what it leaves out', () => {
    it.each([
      [
        'a relationship with an end that is null',
        sample('relationship', 2, { source_ref: author.id, target_ref: null }),
        'target_ref without an object',
      ],
      [
        'a relationship without the key of an end, and sends the rest',
        sample('relationship', 2, {}),
        'source_ref and target_ref without an object',
      ],
      [
        'a sighting of nothing',
        sample('sighting', 2, { where_sighted_refs: [author.id] }),
        'sighting_of_ref without an object',
      ],
      [
        'a sighting nowhere',
        sample('sighting', 2, { sighting_of_ref: author.id, where_sighted_refs: [] }),
        'where_sighted_refs without a place',
      ],
      [
        'a sighting without places',
        sample('sighting', 2, { sighting_of_ref: author.id }),
        'where_sighted_refs without a place',
      ],
      [
        'an object of a type that OpenCTI does not import',
        sample('x-foo', 2),
        'OpenCTI does not import this type',
      ],
      ['an object whose type is not text', { id: 'note--2', type: 7 }, 'type is not text'],
    ])('%s', (_, object, reason) => {
      const result = splitBundle(bundleOf(author, object));

      expect(sentIds(result)).toEqual([author.id]);
      expect(result.dropped).toEqual([{ id: object.id, reason }]);
    });

    it.each([
      ['null', null],
      ['a text', 'note'],
      ['a list', []],
      ['a number', 5],
    ])('%s in place of an object, by its place', (_, hostile) => {
      const result = splitBundle(bundleOf(author, hostile));

      expect(sentIds(result)).toEqual([author.id]);
      expect(result.dropped).toEqual([
        { id: 'objects[1]', reason: 'not an object that can be read' },
      ]);
    });

    it.each([[5], [null], [['a']], [{}]])('an object whose id is %j', id => {
      const { dropped } = splitBundle(bundleOf({ type: 'note', id }, author));

      expect(dropped).toEqual([{ id: 'objects[0]', reason: 'id is not text' }]);
    });

    it('an object that throws when it is read', () => {
      const hostile = Object.defineProperty({ type: 'note' }, 'id', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      });

      const result = splitBundle(bundleOf(hostile, author));

      expect(result.dropped).toEqual([
        { id: 'objects[0]', reason: 'not an object that can be read' },
      ]);
      expect(sentIds(result)).toEqual([author.id]);
    });

    it('the earlier of two objects with one id', () => {
      const result = splitBundle(
        bundleOf(note(1, [], { lang: 'en' }), note(1, [], { lang: 'fr' })),
      );

      expect(sentObjects(result)).toMatchObject([{ lang: 'fr' }]);
      expect(result.replaced).toEqual([
        { id: sampleId('note', 1), reason: 'a later object of the bundle has the same id' },
      ]);
    });
  });

  describe('reports what it cuts', () => {
    it.each([
      [
        'a type that OpenCTI does not import',
        'x-foo--1',
        false,
        'OpenCTI does not import this type',
      ],
      ['an object outside of the bundle, under cleanup', 'note--2', true, 'not in the bundle'],
      ['the object itself', sampleId('note', 1), false, 'refers to itself'],
      ['what is not text', 5, false, 'not text'],
    ])('a reference to %s', (_, ref, cleanup, reason) => {
      const result = splitBundle(bundleOf(note(1, [author.id, ref]), author), { cleanup });

      expect(sentObjects(result)[1]).toMatchObject({ object_refs: [author.id] });
      expect(result.cut).toEqual([
        { id: sampleId('note', 1), property: 'object_refs', ref: String(ref), reason },
      ]);
    });

    it('a single reference, which becomes null', () => {
      const result = splitBundle(bundleOf(note(1, [], { parent_ref: 'x-foo--1' })));

      expect(sentObjects(result)).toMatchObject([{ parent_ref: null }]);
      expect(result.cut).toMatchObject([{ property: 'parent_ref', ref: 'x-foo--1' }]);
    });

    it('the back reference of two objects that refer to each other', () => {
      const result = splitBundle(
        bundleOf(note(1, [sampleId('note', 2)]), note(2, [sampleId('note', 1)])),
      );

      expect(sentIds(result)).toEqual([sampleId('note', 2), sampleId('note', 1)]);
      expect(result.cut).toEqual([
        {
          id: sampleId('note', 2),
          property: 'object_refs',
          ref: sampleId('note', 1),
          reason: 'closes a cycle',
        },
      ]);
    });

    it('an external reference that OpenCTI has no id for', () => {
      const external_references = [
        { source_name: 'book', description: 'p. 3' },
        { url: 'https://a' },
        { description: 'no name' },
      ];

      const result = splitBundle(bundleOf(note(1, [], { external_references })));

      expect(sentObjects(result)).toMatchObject([{ external_references: [{ url: 'https://a' }] }]);
      expect(result.cut.map(({ property, ref }) => [property, ref])).toEqual([
        ['external_references', 'book'],
        ['external_references', ''],
      ]);
    });

    it('nothing for references that were only repeated', () => {
      const result = splitBundle(bundleOf(note(1, [author.id, author.id]), author));

      expect(sentObjects(result)[1]).toMatchObject({ object_refs: [author.id], nb_deps: 3 });
      expect(result.cut).toEqual([]);
    });
  });

  it.each([
    ['by url', [{ url: 'https://a' }, { url: 'https://a', description: 'again' }]],
    [
      'by source and external id',
      [
        { source_name: 's', external_id: '1' },
        { source_name: 's', external_id: '1', description: 'again' },
      ],
    ],
  ])('keeps the first of two external references that are the same %s', (_, references) => {
    const result = splitBundle(bundleOf(note(1, [], { external_references: references })));

    expect(sentObjects(result)[0]).toMatchObject({ external_references: [references[0]] });
  });

  it('takes a number and its text for two external ids', () => {
    const external_references = [
      { source_name: 's', external_id: 1 },
      { source_name: 's', external_id: '1' },
    ];

    const [sent] = sentObjects(splitBundle(bundleOf(note(1, [], { external_references }))));

    expect(sent).toMatchObject({ external_references });
  });

  it.each([
    ['external_references', null],
    ['external_references', 'text'],
    ['kill_chain_phases', { a: 1 }],
  ])('leaves %s that is %j to the platform', (property, value) => {
    const [sent] = sentObjects(splitBundle(bundleOf(note(1, [], { [property]: value }))));

    expect(sent?.[property]).toEqual(value);
  });

  it('passes members named like parts of a prototype on', () => {
    const text = `{"objects":[{"type":"note","id":"note--1","__proto__":{"a":1},"constructor":"c"}]}`;

    const { bundles } = splitBundle(text);

    expect(JSON.stringify(bundles)).toContain('"__proto__":{"a":1},"constructor":"c"');
    expect(({} as Members)['a']).toBeUndefined();
  });

  describe('under cleanup keeps what protects an object', () => {
    const unknown = sampleId('identity', 77);

    it.each([
      ['object_marking_refs', [sampleId('marking-definition', 76)]],
      ['created_by_ref', unknown],
      ['x_opencti_created_by_ref', unknown],
      ['x_opencti_granted_refs', [unknown]],
      [
        'extensions',
        {
          'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { granted_refs: [unknown] },
        },
      ],
    ])('%s', (property, value) => {
      const result = splitBundle(bundleOf(note(1, [], { [property]: value })), { cleanup: true });

      expect(sentObjects(result)[0]?.[property]).toEqual(value);
      expect(result.cut).toEqual([]);
    });
  });

  describe('sends an object that is reached by an internal id once', () => {
    const extension = {
      'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { id: 'int-1' },
    };

    it.each([
      ['x_opencti_id', { x_opencti_id: 'int-1' }],
      ['the id in the extension', { extensions: extension }],
      ['both', { x_opencti_id: 'int-0', extensions: extension }],
    ])('that is in %s', (_, members) => {
      const known = { ...author, ...members } as StixObject;

      const result = splitBundle(
        bundleOf(note(2, [author.id], { created_by_ref: 'int-1' }), known),
      );

      expect(sentIds(result)).toEqual([author.id, sampleId('note', 2)]);
      expect(sentObjects(result)[1]).toMatchObject({ created_by_ref: 'int-1' });
    });

    it('and never takes an internal id for the id of another object', () => {
      const thief = note(2, [], { x_opencti_id: author.id });

      const result = splitBundle(bundleOf(author, thief));

      expect(sentIds(result)).toEqual([author.id, thief.id]);
    });
  });

  describe('refuses a bundle', () => {
    it.each([
      ['that is not JSON', '{"type": bundle', 'BUNDLE_NOT_JSON'],
      ['that is empty text', '', 'BUNDLE_NOT_JSON'],
      ['that is null', 'null', 'BUNDLE_WITHOUT_OBJECTS'],
      ['that is a number', '5', 'BUNDLE_WITHOUT_OBJECTS'],
      ['without objects', '{"type":"bundle"}', 'BUNDLE_WITHOUT_OBJECTS'],
      ['whose objects are no list', '{"objects":{}}', 'BUNDLE_WITHOUT_OBJECTS'],
      ['with an object without an id', '{"objects":[{"type":"note"}]}', 'BUNDLE_OBJECT_WITHOUT_ID'],
      [
        'with an object without a type',
        '{"objects":[{"id":"note--1"}]}',
        'BUNDLE_OBJECT_WITHOUT_TYPE',
      ],
      [
        'with a number for a reference',
        '{"objects":[{"id":"note--1","type":"note","a_ref":5}]}',
        'BUNDLE_MEMBER_MALFORMED',
      ],
      [
        'with a list for a reference',
        '{"objects":[{"id":"note--1","type":"note","a_ref":[]}]}',
        'BUNDLE_MEMBER_MALFORMED',
      ],
      [
        'with a number for references',
        '{"objects":[{"id":"note--1","type":"note","a_refs":5}]}',
        'BUNDLE_MEMBER_MALFORMED',
      ],
      [
        'with null among external references',
        '{"objects":[{"id":"note--1","type":"note","external_references":[null]}]}',
        'BUNDLE_MEMBER_MALFORMED',
      ],
      [
        'with a sighting whose places are null',
        '{"objects":[{"id":"sighting--1","type":"sighting","sighting_of_ref":"a","where_sighted_refs":null}]}',
        'BUNDLE_MEMBER_MALFORMED',
      ],
    ])('%s', (_, text, code) => {
      const error = thrownBy(() => splitBundle(text));

      expect(error).toBeInstanceOf(BundleError);
      expect(error).toMatchObject({ code });
    });

    it('and names the member and the object', () => {
      const error = thrownBy(() => splitBundle(bundleOf(note(1, [], { a_ref: 5 }))));

      expect((error as Error).message).toBe(
        `"a_ref" of ${sampleId('note', 1)} is not the text of an id.`,
      );
    });
  });

  it('cuts a number for a reference under cleanup', () => {
    const result = splitBundle(bundleOf(note(1, [], { a_ref: 5 })), { cleanup: true });

    expect(sentObjects(result)).toMatchObject([{ a_ref: null }]);
    expect(result.cut).toMatchObject([{ ref: '5', reason: 'not text' }]);
  });

  it('reads text in place of a list character by character', () => {
    const [sent] = sentObjects(splitBundle(bundleOf(note(1, [], { a_refs: 'abba' }))));

    expect(sent).toMatchObject({ a_refs: ['a', 'b'] });
  });
});
