import { BundleError } from '../../../../src/errors/index.js';
import {
  ENTITY_TYPES,
  Stix,
  entityNameOf,
  stixId,
  tlpMarking,
  validateBundle,
  type StixObject,
} from '../../../../src/stix/index.js';

const moment = '2024-01-15T10:30:00.000Z';
const address = Stix.ipv4('198.51.100.7');
const organization = Stix.organization({ name: 'a' });
const malware = Stix.malware({ name: 'a', is_family: true });
const tool = Stix.tool({ name: 'a' });

/** One object of every entity that OpenCTI has. */
const everything: readonly StixObject[] = [
  Stix.attackPattern({ name: 'a' }),
  Stix.campaign({ name: 'a' }),
  Stix.caseIncident({ name: 'a', created: moment }),
  Stix.caseRfi({ name: 'a', created: moment }),
  Stix.caseRft({ name: 'a', created: moment }),
  Stix.channel({ name: 'a' }),
  Stix.courseOfAction({ name: 'a' }),
  Stix.dataComponent({ name: 'a' }),
  Stix.dataSource({ name: 'a' }),
  Stix.event({ name: 'a' }),
  Stix.feedback({ name: 'a' }),
  Stix.grouping({ name: 'a', context: 'unspecified', created: moment, object_refs: [address] }),
  Stix.individual({ name: 'a' }),
  organization,
  Stix.sector({ name: 'a' }),
  Stix.system({ name: 'a' }),
  Stix.securityPlatform({ name: 'a' }),
  Stix.incident({ name: 'a', created: moment }),
  Stix.indicator({ pattern: "[url:value = 'a']" }),
  Stix.infrastructure({ name: 'a' }),
  Stix.intrusionSet({ name: 'a' }),
  Stix.language({ name: 'a' }),
  Stix.administrativeArea({ name: 'a' }),
  Stix.city({ name: 'a' }),
  Stix.country({ name: 'a' }),
  Stix.region({ name: 'a' }),
  Stix.position({ name: 'a', latitude: 48.85, longitude: 2.35 }),
  malware,
  Stix.malwareAnalysis({ product: 'a', result_name: 'a' }),
  Stix.narrative({ name: 'a' }),
  Stix.note({ content: 'a', created: moment, object_refs: [address] }),
  Stix.observedData({
    first_observed: moment,
    last_observed: moment,
    number_observed: 1,
    object_refs: [address],
  }),
  Stix.opinion({ opinion: 'agree', created: moment, object_refs: [address] }),
  Stix.report({ name: 'a', published: moment, object_refs: [address] }),
  Stix.securityCoverage({ name: 'a', covered_ref: Stix.attackPattern({ name: 'a' }) }),
  Stix.task({ name: 'a', created: moment }),
  Stix.threatActorGroup({ name: 'a' }),
  Stix.threatActorIndividual({ name: 'a' }),
  tool,
  Stix.vulnerability({ name: 'a' }),
  Stix.relationship(malware, 'uses', tool),
  Stix.sighting({ sighting_of_ref: address, where_sighted_refs: [organization] }),
  Stix.artifact({ payload_bin: 'AA==' }),
  Stix.autonomousSystem(64500),
  Stix.bankAccount('a'),
  Stix.credential('a'),
  Stix.cryptocurrencyWallet('a'),
  Stix.cryptographicKey('a'),
  Stix.directory('a'),
  Stix.domainName('example.com'),
  Stix.emailAddr('a@example.com'),
  Stix.emailMessage({ is_multipart: false, subject: 'a' }),
  Stix.file({ name: 'a' }),
  Stix.hostname('a'),
  address,
  Stix.ipv6('2001:db8::1'),
  Stix.macAddr('d2:fb:49:24:37:18'),
  Stix.mediaContent('https://example.com'),
  Stix.mutex('a'),
  Stix.networkTraffic({ protocols: ['tcp'], src_ref: address }),
  Stix.paymentCard('a'),
  Stix.persona({ persona_name: 'a', persona_type: 'unknown' }),
  Stix.phoneNumber('a'),
  Stix.software('a'),
  Stix.sshKey('SHA256:a'),
  Stix.text('a'),
  Stix.trackingNumber('a'),
  Stix.url('https://example.com'),
  Stix.userAccount({ account_login: 'a' }),
  Stix.userAgent('a'),
  Stix.windowsRegistryKey({ key: 'a' }),
  Stix.x509Certificate({ serial_number: 'a' }),
  Stix.label({ value: 'a', color: '#ffffff' }),
  Stix.markingDefinition({ definition_type: 'PAP', definition: 'PAP:RED' }),
  Stix.vocabulary({ name: 'a', category: 'malware_type_ov' }),
  Stix.externalReferenceObject({ source_name: 'a', url: 'https://example.com' }),
  Stix.killChainPhaseObject({ kill_chain_name: 'a', phase_name: 'a' }),
];

/** Types without properties that tell them apart: their ids are random. */
const unidentified: readonly StixObject[] = [
  Stix.process({ pid: 1 }),
  Stix.emailMimePartType({ body: 'a' }),
  Stix.windowsRegistryValueType({ name: 'a' }),
  Stix.simpleObservable({ key: 'Text.value', value: 'a' }),
];

describe('builders', () => {
  it('there are for every entity of OpenCTI', () => {
    const built = [...everything, ...unidentified].map(object => entityNameOf(object));

    expect(built.sort()).toEqual(Object.keys(ENTITY_TYPES).sort());
  });

  it.each(everything.map(object => [entityNameOf(object), object] as const))(
    'give a %s the id that follows from it',
    (_name, object) => {
      expect(object.id).toBe(stixId(object));
    },
  );

  it('make objects in which the validator finds nothing', () => {
    const id = 'bundle--8c2a9e7c-6f4e-4a2c-9d0e-0d5a3f0a1b2c';

    expect(validateBundle({ type: 'bundle', id, objects: everything })).toEqual([]);
  });

  it('make the same object of the same properties', () => {
    const properties = { name: 'CVE-2024-3094', x_opencti_score: 80 };

    expect(Stix.vulnerability(properties)).toEqual(Stix.vulnerability(properties));
    expect(Stix.vulnerability(properties)).toEqual({
      type: 'vulnerability',
      spec_version: '2.1',
      id: 'vulnerability--eb9df705-bde1-52ed-99dc-00d5bab90129',
      name: 'CVE-2024-3094',
      x_opencti_score: 80,
    });
  });

  it('leave the properties that they are given alone', () => {
    const properties = Object.freeze({ name: 'a', labels: Object.freeze(['b']) });

    Stix.tool(properties);

    expect(properties).toEqual({ name: 'a', labels: ['b'] });
  });

  it('leave out what is undefined or null', () => {
    const tool = Stix.tool({ name: 'a', description: undefined, labels: null as unknown as [] });

    expect(Object.keys(tool)).toEqual(['type', 'spec_version', 'id', 'name']);
  });

  it('let no input set type, id, version or prototype', () => {
    const hostile = JSON.parse(
      '{"name":"a","type":"malware","id":"malware--1","spec_version":"2.0","__proto__":{"x":1}}',
    ) as { name: string };
    const tool = Stix.tool(hostile);

    expect(tool).toEqual(Stix.tool({ name: 'a' }));
    expect(Object.getPrototypeOf(tool)).toBe(Object.prototype);
  });
});

describe('references', () => {
  const author = Stix.organization({ name: 'CISA' });
  const tlp = tlpMarking('TLP:CLEAR');

  it('are given as objects or as ids', () => {
    const tool = Stix.tool({
      name: 'a',
      created_by_ref: author,
      object_marking_refs: [tlp, 'marking-definition--1'],
    });

    expect(tool.created_by_ref).toBe(author.id);
    expect(tool.object_marking_refs).toEqual([tlp.id, 'marking-definition--1']);
  });

  it.each([
    ['a number', 1],
    ['empty text', ''],
    ['an object without id', { name: 'CISA' }],
    ['a list', ['identity--1']],
  ])('refuse %s', (_what, reference) => {
    expect(() => Stix.tool({ name: 'a', created_by_ref: reference as string })).toThrow(
      refusal('BUNDLE_PROPERTY_INVALID', 'tool', 'created_by_ref'),
    );
  });

  it('refuse a lone reference where a list is meant, and a hole in a list', () => {
    const wrong = refusal('BUNDLE_PROPERTY_INVALID', 'tool', 'object_marking_refs');

    for (const references of ['marking-definition--1', [undefined], {}]) {
      expect(() =>
        Stix.tool({ name: 'a', object_marking_refs: references as unknown as string[] }),
      ).toThrow(wrong);
    }
  });
});

describe('dates', () => {
  it.each([
    [new Date('2024-01-15T10:30:00.123Z'), '2024-01-15T10:30:00.123Z'],
    ['2024-01-15T10:30:00.123Z', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15T10:30:00Z', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T10:30:00.123456Z', '2024-01-15T10:30:00.123Z'],
    ['2024-01-15T12:30:00+02:00', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T05:00:00-0530', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T12:30:00+02', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T10:30:00', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15 10:30', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15', '2024-01-15T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('turn %p into %s', (published, written) => {
    expect(Stix.report({ name: 'a', published, object_refs: [] }).published).toBe(written);
  });

  it('make one id of one moment, however it is spelt', () => {
    const spellings = ['2024-01-15', '2024-01-15T01:00:00+01:00', new Date('2024-01-15')];
    const ids = spellings.map(created => Stix.task({ name: 'a', created }).id);

    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['an invalid Date', new Date(NaN)],
    ['a number', 1_705_314_600_000],
    ['words', 'yesterday'],
    ['empty text', ''],
    ['a day that no calendar has', '2023-02-29'],
    ['another', '2024-04-31T00:00:00Z'],
    ['a month that no calendar has', '2024-13-01'],
    ['an hour that no clock has', '2024-01-15T25:00:00Z'],
    ['a long text', `2024-01-15T10:30:00.${'0'.repeat(1_000_000)}Z`],
    ['an object', { toISOString: (): string => '2024-01-15T10:30:00Z' }],
  ])('refuse %s', (_what, published) => {
    expect(() =>
      Stix.report({ name: 'a', published: published as string, object_refs: [] }),
    ).toThrow(refusal('BUNDLE_PROPERTY_INVALID', 'report', 'published'));
  });
});

describe('required properties', () => {
  it.each([
    ['absent', {}],
    ['undefined', { name: undefined }],
    ['null', { name: null }],
    ['empty', { name: '' }],
  ])('are missed when they are %s', (_what, properties) => {
    expect(() => Stix.tool(properties as unknown as { name: string })).toThrow(
      refusal('BUNDLE_PROPERTY_MISSING', 'tool', 'name'),
    );
  });

  it.each([
    ['a number for text', () => Stix.tool({ name: 1 as unknown as string }), 'tool', 'name'],
    [
      'text for a number',
      () => Stix.autonomousSystem('1' as unknown as number),
      'autonomous-system',
      'number',
    ],
    ['NaN', () => Stix.autonomousSystem(NaN), 'autonomous-system', 'number'],
    [
      'text for a boolean',
      () => Stix.malware({ name: 'a', is_family: 'yes' as unknown as true }),
      'malware',
      'is_family',
    ],
    [
      'an object for a list',
      () => Stix.networkTraffic({ protocols: {} as unknown as [], src_ref: 'a' }),
      'network-traffic',
      'protocols',
    ],
  ])('refuse %s', (_what, build, type, property) => {
    expect(build).toThrow(refusal('BUNDLE_PROPERTY_INVALID', type, property));
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['text', 'a'],
  ])('can not be looked for in %s', (_what, properties) => {
    expect(() => Stix.tool(properties as unknown as { name: string })).toThrow(BundleError);
  });

  it('are missed in an observable that is given nothing', () => {
    expect(() => Stix.ipv4(undefined as unknown as string)).toThrow(
      refusal('BUNDLE_PROPERTY_MISSING', 'ipv4-addr', 'value'),
    );
    expect(() => Stix.ipv4(null as unknown as string)).toThrow(BundleError);
  });

  it('never show their value in an error', () => {
    expect(() => Stix.userAccount({ created_by_ref: {} } as never)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('{') }),
    );
  });
});

describe('an indicator', () => {
  const pattern = "[file:hashes.'SHA-256' = 'a' OR url:value = 'b']";

  it('is a STIX one, named by its pattern, about its first observable, unless told otherwise', () => {
    expect(Stix.indicator({ pattern })).toMatchObject({
      name: pattern,
      pattern_type: 'stix',
      x_opencti_main_observable_type: 'StixFile',
    });
    expect(
      Stix.indicator({ pattern, name: 'a', x_opencti_main_observable_type: 'Url' }),
    ).toMatchObject({ name: 'a', x_opencti_main_observable_type: 'Url' });
  });

  it.each([
    ['in another language', { pattern: 'rule a {}', pattern_type: 'yara' }],
    ['of an unknown type', { pattern: "[x-mine:value = 'a']" }],
    ['of something that is no observable', { pattern: "[malware:name = 'a']" }],
    ['that is no pattern', { pattern: 'a' }],
  ])('has no main observable type for a pattern %s', (_what, properties) => {
    expect(Stix.indicator(properties)).not.toHaveProperty('x_opencti_main_observable_type');
  });
});

describe('a location', () => {
  it('says where it is by its name', () => {
    expect(Stix.country({ name: 'France' })).toMatchObject({
      country: 'France',
      x_opencti_location_type: 'Country',
    });
    expect(Stix.city({ name: 'Lyon', city: 'LYON' })).toMatchObject({ city: 'LYON' });
  });
});

describe('a relationship', () => {
  it('has the ids of its ends', () => {
    expect(Stix.relationship(malware, 'uses', tool, { description: 'c' })).toMatchObject({
      relationship_type: 'uses',
      source_ref: malware.id,
      target_ref: tool.id,
      description: 'c',
    });
  });

  it('is built even when OpenCTI would refuse it, as administrators may think otherwise', () => {
    expect(Stix.relationship('tool--1', 'uses', 'malware--1').relationship_type).toBe('uses');
  });

  it('refuses an end that is nothing', () => {
    expect(() => Stix.relationship(undefined as unknown as string, 'uses', 'tool--1')).toThrow(
      refusal('BUNDLE_PROPERTY_MISSING', 'relationship', 'source_ref'),
    );
  });
});

function refusal(code: string, type: string, property: string): Error {
  return expect.objectContaining({ code, details: expect.objectContaining({ type, property }) });
}
