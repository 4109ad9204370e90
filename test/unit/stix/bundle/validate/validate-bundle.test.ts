import {
  Stix,
  splitBundle,
  tlpMarking,
  validateBundle,
  type Finding,
} from '../../../../../src/stix/index.js';
import { bundleOf, sample, sampleId } from '../sample-objects.js';

const acme = sample('identity', 1, { name: 'ACME', identity_class: 'organization' });
const emotet = sample('malware', 2, { name: 'Emotet', is_family: true });
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';

/** Code and path of each finding, the path inside the first object. */
function findings(...objects: readonly unknown[]): string[] {
  return validateBundle(bundleOf(...objects)).map(({ code, path }) =>
    `${code} ${path.replace(/^objects\[0\]\.?/, '')}`.trim(),
  );
}

/** A note with members of its own, about an object of the bundle. */
function noteWith(members: object): object {
  return sample('note', 3, { content: 'c', object_refs: [acme.id], ...members });
}

describe('validateBundle', () => {
  it('finds nothing in what the builders make, before and after it is split', () => {
    const identity = Stix.identity({ name: 'ACME', identity_class: 'organization' });
    const malware = Stix.malware({ name: 'Emotet', is_family: true, created_by_ref: identity });
    const objects = [
      tlpMarking('TLP:AMBER'),
      identity,
      malware,
      Stix.relationship(malware, 'targets', identity),
      Stix.ipv4({ value: '198.51.100.7' }),
    ];

    const { bundles } = splitBundle(bundleOf(...objects));

    expect(validateBundle(bundleOf(...objects))).toEqual([]);
    expect(validateBundle(bundleOf(...bundles.flatMap(one => one.objects)))).toEqual([]);
  });

  it('takes JSON text', () => {
    expect(validateBundle(JSON.stringify(bundleOf(acme)))).toEqual([]);
  });

  it('says where, what and why', () => {
    expect(validateBundle(bundleOf(acme, sample('malware', 2, { is_family: 'yes' })))).toEqual([
      {
        path: 'objects[1].is_family',
        code: 'STIX_TYPE',
        message: '"is_family" of a malware is not a boolean.',
      },
      { path: 'objects[1].name', code: 'STIX_REQUIRED', message: 'A malware needs "name".' },
    ]);
  });

  it.each([
    ['null', null],
    ['a number', 5],
    ['text that is not JSON', '{'],
    ['a list', []],
    ['an object without objects', { type: 'bundle' }],
    ['objects that are no list', { type: 'bundle', objects: { length: 1 } }],
  ])('finds no bundle in %s', (_, hostile) => {
    expect(validateBundle(hostile)).toContainEqual({
      path: '',
      code: 'STIX_BUNDLE',
      message: 'The bundle has no list "objects".',
    });
  });

  it('finds a bundle of another type', () => {
    expect(validateBundle({ type: 'report', objects: [] })).toEqual([
      { path: '', code: 'STIX_BUNDLE', message: 'The bundle is not of type "bundle".' },
    ]);
  });

  describe('checks ids', () => {
    it.each([
      ['of another type', { id: sampleId('malware', 1) }, 'STIX_ID id'],
      ['without a UUID', { id: 'identity--1' }, 'STIX_ID id'],
      ['without a type', { id: '11111111-1111-4111-8111-111111111111' }, 'STIX_ID id'],
      ['that are not text', { id: 5 }, 'STIX_REQUIRED id'],
      ['that are absent', { id: undefined }, 'STIX_REQUIRED id'],
    ])('%s', (_, members, finding) => {
      expect(findings({ ...acme, ...members })).toEqual([finding]);
    });

    it('that stand in the bundle twice', () => {
      expect(validateBundle(bundleOf(acme, emotet, acme))).toEqual([
        {
          path: 'objects[2].id',
          code: 'STIX_DUPLICATE',
          message: 'objects[0] has the same id; OpenCTI takes the last.',
        },
      ]);
    });

    it('and takes the older spellings of a type for the type', () => {
      const source = sample('data-source', 5, { type: 'x-mitre-data-source', name: 'File' });

      expect(findings(source)).toEqual([]);
    });
  });

  it.each([[{ type: 5 }], [{ type: undefined }]])('finds a type that is missing: %j', members => {
    expect(findings({ ...acme, ...members })).toEqual(['STIX_REQUIRED type']);
  });

  it('finds types that OpenCTI does not import, and looks no further', () => {
    const tactic = sample('x-mitre-tactic', 5, { created: 'never', a_ref: 'x' });

    expect(findings(tactic)).toEqual(['OCTI_TYPE_REFUSED']);
  });

  it.each([
    ['attack-pattern', ['name']],
    ['grouping', ['name', 'context', 'object_refs']],
    ['indicator', ['pattern', 'pattern_type']],
    ['malware', ['name', 'is_family']],
    ['malware-analysis', ['product', 'result_name']],
    ['note', ['content', 'object_refs']],
    ['opinion', ['opinion', 'object_refs']],
    ['relationship', ['relationship_type', 'source_ref', 'target_ref']],
    ['report', ['name', 'published', 'object_refs']],
    ['sighting', ['sighting_of_ref', 'where_sighted_refs']],
    ['observed-data', ['first_observed', 'last_observed', 'number_observed']],
    ['kill-chain-phase', ['kill_chain_name', 'phase_name']],
    ['vocabulary', ['name', 'category']],
    ['domain-name', ['value']],
    ['autonomous-system', ['number']],
    ['bank-account', ['iban']],
    ['simple-observable', ['key', 'value']],
  ])('finds what a %s lacks', (type, required) => {
    const expected = required.map(name => `STIX_REQUIRED ${name}`);

    expect(findings(sample(type, 1))).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    [
      'observed-data',
      { first_observed: d(1), last_observed: d(2), number_observed: 1 },
      ['STIX_REQUIRED'],
    ],
    ['file', {}, ['STIX_REQUIRED']],
    ['ssh-key', {}, ['STIX_REQUIRED']],
    ['ssh-key', { fingerprint_sha256: 'x' }, []],
    ['marking-definition', {}, []],
    ['user-account', {}, []],
  ])('asks a %s of %j for one of several', (type, members, expected) => {
    expect(findings(sample(type, 1, members))).toEqual(expected);
  });

  describe('checks the kind of values', () => {
    it.each([
      [{ confidence: 101 }, 'STIX_TYPE confidence'],
      [{ confidence: 50.5 }, 'STIX_TYPE confidence'],
      [{ confidence: '50' }, 'STIX_TYPE confidence'],
      [{ revoked: 'true' }, 'STIX_TYPE revoked'],
      [{ lang: 5 }, 'STIX_TYPE lang'],
      [{ labels: 'a' }, 'STIX_TYPE labels'],
      [{ labels: ['a', 5] }, 'STIX_TYPE labels[1]'],
      [{ labels: [{}] }, 'STIX_TYPE labels[0]'],
      [{ created: '2024-01-15' }, 'STIX_TYPE created'],
      [{ created: '2024-02-30T00:00:00Z' }, 'STIX_TYPE created'],
      [{ created: '2024-01-15T00:00:00+02:00' }, 'STIX_TYPE created'],
      [{ created: 1705276800 }, 'STIX_TYPE created'],
      [{ spec_version: '2.0' }, 'STIX_TYPE spec_version'],
      [
        { external_references: [{ url: 'https://a' }] },
        'STIX_REQUIRED external_references[0].source_name',
      ],
      [
        { external_references: [{ source_name: 's', url: 5 }] },
        'STIX_TYPE external_references[0].url',
      ],
      [
        { external_references: [{ source_name: 's', url: 'u', hashes: { MD5: 'x' } }] },
        'STIX_TYPE external_references[0].hashes.MD5',
      ],
      [{ external_references: {} }, 'STIX_TYPE external_references'],
      [{ granular_markings: [{ selectors: ['name'] }] }, 'STIX_CONFLICT granular_markings'],
      [{ extensions: ['x'] }, 'STIX_TYPE extensions'],
      [{ x_opencti_score: 120 }, 'STIX_TYPE x_opencti_score'],
      [{ x_opencti_files: [{ name: 'f' }] }, 'STIX_CONFLICT x_opencti_files'],
      [{ nb_deps: 'two' }, 'STIX_TYPE nb_deps'],
    ])('of %j', (members, finding) => {
      expect(findings(noteWith(members), acme)).toContain(finding);
    });

    it.each([
      ['opinion', { opinion: 'maybe', object_refs: [acme.id] }, 'STIX_TYPE opinion'],
      ['file', { name: 'a', hashes: { MD5: 'zz' } }, 'STIX_TYPE hashes.MD5'],
      ['file', { name: 'a', size: -1 }, 'STIX_TYPE size'],
      ['file', { name: 'a', magic_number_hex: 'xyz' }, 'STIX_TYPE magic_number_hex'],
      ['artifact', { payload_bin: 'YQ' }, 'STIX_TYPE payload_bin'],
      ['artifact', { payload_bin: 'YQ==', url: 'u' }, 'STIX_CONFLICT'],
      [
        'network-traffic',
        { src_ref: sampleId('x-foo', 1), protocols: ['tcp'] },
        'STIX_REF src_ref',
      ],
      ['network-traffic', { protocols: ['tcp'], end: 'never' }, 'STIX_TYPE end'],
      ['location', { name: 'Here', latitude: 'north' }, 'STIX_TYPE latitude'],
      ['marking-definition', { definition: 5 }, 'STIX_TYPE definition'],
    ])('of a %s with %j', (type, members, finding) => {
      expect(findings(sample(type, 1, members), acme)).toContain(finding);
    });

    it.each([
      [{ labels: [], created_by_ref: null, external_references: undefined }],
      [{ x_anything: { a: [1] }, x_opencti_unheard_of: 5 }],
      [{ nb_deps: 4 }],
      [{ created: '2024-01-15T00:00:00.123456Z', modified: '2024-01-15T00:00:00.2Z' }],
      [
        {
          extensions: { 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { id: 'x' } },
        },
      ],
    ])('and lets %j pass', members => {
      expect(findings(noteWith(members), acme)).toEqual([]);
    });

    it('and lets hashes pass, however they are spelt', () => {
      expect(
        findings(sample('file', 1, { name: 'a', hashes: { md5: MD5, 'SHA-1': 'a'.repeat(40) } })),
      ).toEqual([]);
    });
  });

  it.each([
    [{ created: d(2), modified: d(1) }, 'STIX_CONFLICT modified'],
    [{ first_seen: d(2), last_seen: d(1) }, 'STIX_CONFLICT last_seen'],
  ])('finds a span that ends before it begins: %j', (span, finding) => {
    expect(findings({ ...emotet, ...span })).toEqual([finding]);
  });

  it('takes a span of one moment', () => {
    expect(findings({ ...emotet, first_seen: d(1), last_seen: d(1) })).toEqual([]);
  });

  describe('finds properties that nobody defined', () => {
    it.each([['naem'], ['constructor'], ['Severity']])('such as %s', name => {
      expect(findings({ ...acme, [name]: 'x' })).toEqual(['STIX_PROPERTY_UNKNOWN']);
    });

    it('such as one named __proto__', () => {
      const object: unknown = JSON.parse(
        JSON.stringify(acme).replace('"name"', '"__proto__":{},"name"'),
      );

      expect(findings(object)).toEqual(['STIX_PROPERTY_UNKNOWN']);
    });

    it('unless an extension says that it adds them', () => {
      const id = 'extension-definition--11111111-1111-4111-8111-111111111111';
      const extensions = { [id]: { extension_type: 'toplevel-property-extension' } };

      expect(findings({ ...acme, naem: 'x', extensions })).toEqual([]);
    });

    it.each([
      ['case-incident', { name: 'c', severity: 'high', priority: 'P1', content: 'x' }],
      ['threat-actor', { name: 't', gender: 'other', height: [{ measure: 180 }] }],
      ['data-component', { name: 'd', x_mitre_data_source_ref: acme.id }],
      ['hostname', { value: 'h', labels: ['a'], score: 50, created_by_ref: acme.id }],
      ['windows-registry-value-type', { name: 'v', data: 'd', data_type: 'REG_SZ' }],
      ['process', { pid: 1, window_title: 'w' }],
      ['payment-card', { card_number: '4', cvv: 123 }],
      ['security-coverage', { name: 's', covered_ref: acme.id, periodicity: 'P1D' }],
    ])('and knows those of OpenCTI on a %s', (type, members) => {
      expect(findings(sample(type, 9, members), acme)).toEqual([]);
    });
  });

  describe('checks references', () => {
    it.each([
      ['that are no ids', { created_by_ref: 'ACME' }, ['STIX_REF created_by_ref']],
      ['that are not text', { object_refs: [acme.id, 5] }, ['STIX_REF object_refs[1]']],
      ['that are objects', { created_by_ref: acme }, ['STIX_TYPE created_by_ref']],
      ['to a wrong type', { created_by_ref: emotet.id }, ['STIX_REF created_by_ref']],
      [
        'to a type that OpenCTI does not import',
        { object_refs: [acme.id, sampleId('x-foo', 1)] },
        ['REF_UNKNOWN_TYPE object_refs[1]'],
      ],
      [
        'that lead out of the bundle',
        { created_by_ref: sampleId('identity', 8), x_my_refs: [sampleId('note', 8)] },
        ['REF_MISSING created_by_ref', 'REF_MISSING x_my_refs[0]'],
      ],
      [
        'to markings that every platform has',
        { object_marking_refs: [tlpMarking('TLP:RED').id] },
        [],
      ],
    ])('%s', (_, members, expected) => {
      expect(findings(noteWith(members), acme, emotet)).toEqual(expected);
    });

    it('that OpenCTI has no id for', () => {
      const external_references = [{ source_name: 'book', description: 'p. 3' }, 'x'];

      expect(findings(noteWith({ external_references }), acme)).toEqual([
        'STIX_TYPE external_references[1]',
        'OCTI_REFERENCE_DROPPED external_references[0]',
      ]);
    });
  });

  describe('checks relationships', () => {
    function relationship(relationship_type: unknown, source: string, target: string): object {
      return sample('relationship', 4, {
        relationship_type,
        source_ref: source,
        target_ref: target,
      });
    }

    it('that OpenCTI refuses, and says what it takes', () => {
      const [finding] = validateBundle(
        bundleOf(relationship('uses', acme.id, emotet.id), acme, emotet),
      );

      expect(finding).toMatchObject({
        path: 'objects[0].relationship_type',
        code: 'OCTI_RELATION_REFUSED',
      });
      expect(finding?.message).toContain('no "uses" from Organization to Malware; it takes');
    });

    it('whose ends are not in the bundle, by the types of their ids', () => {
      const away = relationship('mitigates', sampleId('malware', 8), sampleId('ipv4-addr', 8));

      expect(findings(away)).toContain('OCTI_RELATION_REFUSED relationship_type');
    });

    it.each([
      ['targets', emotet.id, acme.id],
      ['related-to', acme.id, emotet.id],
    ])('and lets "%s" pass', (type, source, target) => {
      expect(findings(relationship(type, source, target), acme, emotet)).toEqual([]);
    });

    it('and says nothing about ends that are refused already', () => {
      const refused = relationship('uses', emotet.id, sampleId('x-mitre-asset', 1));

      expect(findings(refused, emotet)).toEqual(['REF_UNKNOWN_TYPE target_ref']);
    });
  });
});

describe('validateBundle, on hostile input', () => {
  const throws = {
    enumerable: true,
    get: (): never => {
      throw new Error('no');
    },
  };

  it.each([
    ['null', null],
    ['a text', 'note'],
    ['a list', [acme]],
    ['a number', 5],
  ])('finds %s where an object should be', (_, hostile) => {
    expect(validateBundle(bundleOf(hostile, acme))).toEqual([
      { path: 'objects[0]', code: 'STIX_OBJECT', message: 'This is not an object.' },
    ]);
  });

  it('goes on after an object that throws when it is read', () => {
    const hostile = Object.defineProperty({ ...acme }, 'name', throws);

    expect(findings(hostile, { ...emotet, confidence: 101 })).toEqual([
      'STIX_NOT_JSON',
      'STIX_TYPE objects[1].confidence',
    ]);
  });

  it('survives a part that throws only the second time', () => {
    let reads = 0;
    const part = Object.defineProperty({}, 'url', {
      enumerable: true,
      get: () => {
        if (++reads > 1) throw new Error('no');
        return 'u';
      },
    });

    expect(findings(noteWith({ external_references: [part] }), acme)).toContain('STIX_NOT_JSON');
  });

  it('survives a bundle that throws', () => {
    expect(validateBundle(Object.defineProperty({}, 'objects', throws))).toHaveLength(2);
  });

  it('finds an object that holds itself', () => {
    const self: Record<string, unknown> = { ...acme };
    self['x_self'] = [self];

    expect(findings(self)).toEqual(['STIX_NOT_JSON']);
  });

  it('finds nesting that nobody can send', () => {
    const text = `{"type":"bundle","objects":[{"type":"note","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`;

    expect(validateBundle(text)).toMatchObject([{ code: 'STIX_NOT_JSON' }]);
  });

  it('stops at 1000 findings and says that there are more', () => {
    const found = validateBundle(bundleOf(...Array.from({ length: 2_000 }, () => 5)));

    expect(found).toHaveLength(1_001);
    expect(found.at(-1)).toMatchObject({ path: '', code: 'AND_MORE' });
  });

  it('does not say so for exactly 1000', () => {
    const found = validateBundle(bundleOf(...Array.from({ length: 1_000 }, () => 5)));

    expect(found).toHaveLength(1_000);
    expect(found.at(-1)?.code).toBe('STIX_OBJECT');
  });

  it('keeps names and types short in its messages', () => {
    const long = 'y'.repeat(100_000);
    const found: Finding[] = validateBundle(
      bundleOf(
        { ...acme, [long]: 1 },
        { ...acme, type: `x-${long}`, id: `x-${long}--1` },
        noteWith({ a_ref: `${long}--1` }),
      ),
    );

    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThan(400);
  });
});

function d(day: number): string {
  return `2024-01-0${day}T00:00:00.000Z`;
}
