import fc from 'fast-check';
import { BundleError } from '../../../../src/errors/index.js';
import { stixId } from '../../../../src/stix/index.js';

/** One object of every kind of rule, with the properties that its id is made from. */
const OBJECTS = [
  { type: 'malware', name: 'Emotet' },
  { type: 'incident', name: 'Breach', created: '2024-01-15T10:30:00.000Z' },
  { type: 'report', name: 'Weekly', published: '2024-01-15T10:30:00.000Z' },
  { type: 'attack-pattern', name: 'Phishing', x_mitre_id: 'T1566' },
  { type: 'identity', name: 'ACME', identity_class: 'organization' },
  { type: 'location', name: 'Paris', x_opencti_location_type: 'City' },
  { type: 'indicator', pattern: "[url:value = 'https://example.com']" },
  { type: 'observed-data', object_refs: ['ipv4-addr--1', 'url--2'] },
  { type: 'marking-definition', definition_type: 'TLP', definition: 'TLP:AMBER' },
  { type: 'relationship', relationship_type: 'uses', source_ref: 'a--1', target_ref: 'b--2' },
  { type: 'sighting', sighting_of_ref: 'a--1', where_sighted_refs: ['b--2'] },
  { type: 'label', value: 'phishing' },
  { type: 'external-reference', url: 'https://example.com' },
  { type: 'kill-chain-phase', kill_chain_name: 'mitre-attack', phase_name: 'execution' },
  { type: 'domain-name', value: 'example.com' },
  { type: 'file', name: 'a.exe', hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' } },
  { type: 'network-traffic', src_ref: ipv4Ref(), protocols: ['tcp'], dst_port: 443 },
  { type: 'persona', persona_name: 'John', persona_type: 'nickname' },
];

function ipv4Ref(): string {
  return 'ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd';
}

function codeOf(object: unknown): unknown {
  try {
    stixId(object as { type: string });
  } catch (error) {
    return error instanceof BundleError ? error.code : error;
  }

  return undefined;
}

describe('stixId', () => {
  it.each(OBJECTS)('does not depend on the order of the members of a $type', object => {
    const shuffled = fc.shuffledSubarray(Object.entries(object), {
      minLength: Object.keys(object).length,
    });

    fc.assert(
      fc.property(shuffled, entries => {
        const reordered = Object.fromEntries(entries) as typeof object;

        expect(stixId(reordered)).toBe(stixId(object));
      }),
    );
  });

  it.each(OBJECTS)('looks neither at the id nor at the description of a $type', object => {
    const other = { ...object, id: `${object.type}--x`, description: 'd', confidence: 50 };

    expect(stixId(other)).toBe(stixId(object));
  });

  it.each(OBJECTS)('is the type of a $type and a UUID of version 5, unless it is fixed', object => {
    const version = object.type === 'marking-definition' ? '4' : '5';

    expect(stixId(object)).toMatch(
      new RegExp(
        `^${object.type}--[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-`,
      ),
    );
  });

  it('is the same for a name in other capitals and with blanks around it', () => {
    fc.assert(
      fc.property(fc.string(), name => {
        const padded = stixId({
          type: 'tool',
          name: `\u0085 ${name.toLowerCase()}\u001c\t`,
        });

        expect(padded).toBe(stixId({ type: 'tool', name }));
      }),
    );
  });

  it('does not normalise Unicode: two spellings of an accent are two names', () => {
    const composed = stixId({ type: 'malware', name: 'caf\u00e9' });
    const decomposed = stixId({ type: 'malware', name: 'cafe\u0301' });

    expect(composed).not.toBe(decomposed);
  });

  it('does not fold the case of observables', () => {
    const upper = stixId({ type: 'domain-name', value: 'Example.com' });
    const lower = stixId({ type: 'domain-name', value: 'example.com' });

    expect(upper).not.toBe(lower);
  });

  it('takes a Date as its ISO text with milliseconds', () => {
    const text = '2024-01-15T10:30:00.000Z';
    const written = stixId({ type: 'report', name: 'R', published: text });

    expect(stixId({ type: 'report', name: 'R', published: new Date(text) })).toBe(written);
  });

  it('gives the plain type to objects of an older type', () => {
    const task = { name: 'T', created: '2024-01-15T10:30:00.000Z' };

    expect(stixId({ type: 'x-opencti-task', ...task })).toBe(stixId({ type: 'task', ...task }));
  });

  it.each([
    { type: 'process', pid: 4 },
    { type: 'user-account' },
    { type: 'email-message', is_multipart: true },
    { type: 'simple-observable', key: 'IPv4-Addr.value', value: '1.2.3.4' },
  ])('is random for a $type that nothing tells apart', object => {
    const random = new RegExp(`^${object.type}--[0-9a-f]{8}-[0-9a-f]{4}-4`);

    expect(stixId(object)).toMatch(random);
    expect(stixId(object)).not.toBe(stixId(object));
  });

  it('is made from one hash of a file, MD5 before SHA-256, however it is spelt', () => {
    const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
    const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

    const both = stixId({ type: 'file', hashes: { sha256, md5 } });

    expect(both).toBe(stixId({ type: 'file', hashes: { MD5: md5 } }));
  });

  it('is made from the hashes of an artifact that carries no payload', () => {
    const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

    expect(stixId({ type: 'artifact', hashes: { 'SHA-1': sha1 } })).toMatch(/^artifact--/);
  });

  it('does not mind what is wrong with properties that do not count', () => {
    const address = { type: 'ipv4-addr', value: '1.2.3.4', resolves_to_refs: 'nonsense' };

    expect(stixId(address)).toBe(stixId({ type: 'ipv4-addr', value: '1.2.3.4' }));
  });

  it.each([
    ['a type that OpenCTI does not know', { type: 'x-thing', name: 'a' }, 'BUNDLE_TYPE_UNKNOWN'],
    ['a type from the prototype', { type: '__proto__', name: 'a' }, 'BUNDLE_TYPE_UNKNOWN'],
    ['a type from the prototype', { type: 'constructor', name: 'a' }, 'BUNDLE_TYPE_UNKNOWN'],
    ['no type', { name: 'a' }, 'BUNDLE_TYPE_UNKNOWN'],
    ['a type that is no text', { type: ['malware'], name: 'a' }, 'BUNDLE_TYPE_UNKNOWN'],
    ['nothing', undefined, 'BUNDLE_TYPE_UNKNOWN'],
    ['null', null, 'BUNDLE_TYPE_UNKNOWN'],
    ['a text', 'malware', 'BUNDLE_TYPE_UNKNOWN'],
    ['no name', { type: 'malware' }, 'BUNDLE_PROPERTY_MISSING'],
    ['a null name', { type: 'malware', name: null }, 'BUNDLE_PROPERTY_MISSING'],
    ['a name that is a number', { type: 'malware', name: 42 }, 'BUNDLE_PROPERTY_INVALID'],
    ['no date', { type: 'incident', name: 'a' }, 'BUNDLE_PROPERTY_MISSING'],
    [
      'an invalid Date',
      { type: 'incident', name: 'a', created: new Date(NaN) },
      'BUNDLE_PROPERTY_INVALID',
    ],
    ['no value', { type: 'url' }, 'BUNDLE_PROPERTY_MISSING'],
    ['a null value', { type: 'url', value: null }, 'BUNDLE_PROPERTY_MISSING'],
    ['a value that is an object', { type: 'url', value: {} }, 'BUNDLE_PROPERTY_INVALID'],
    ['a reference to nowhere', { type: 'external-reference' }, 'BUNDLE_PROPERTY_MISSING'],
    ['neither name nor hash', { type: 'file', size: 1 }, 'BUNDLE_PROPERTY_MISSING'],
    ['only a url', { type: 'artifact', url: 'https://a.b' }, 'BUNDLE_PROPERTY_MISSING'],
    [
      'a hash of the wrong length',
      { type: 'file', hashes: { MD5: 'abc' } },
      'BUNDLE_PROPERTY_INVALID',
    ],
    ['half of a surrogate pair', { type: 'text', value: '\ud800' }, 'BUNDLE_NOT_CANONICAL'],
    [
      'a null in an extension',
      { type: 'file', name: 'a', extensions: { 'x-foo': { a: [null] } } },
      'BUNDLE_PROPERTY_INVALID',
    ],
  ])('refuses an object with %s', (_, object, code) => {
    expect(codeOf(object)).toBe(code);
  });

  it('hashes a name longer than its scratch space', () => {
    const long = 'x'.repeat(100_000);

    expect(stixId({ type: 'tool', name: long })).not.toBe(
      stixId({ type: 'tool', name: `${long}y` }),
    );
  });

  it('fails with a code, and nothing else, on anything', () => {
    const anything = fc
      .record({ type: fc.constantFrom(...OBJECTS.map(({ type }) => type)) }, {})
      .chain(({ type }) =>
        fc.dictionary(fc.string(), fc.anything()).map(rest => ({ ...rest, type })),
      );

    fc.assert(
      fc.property(anything, object => {
        expect([undefined, expect.stringMatching(/^BUNDLE_/)]).toContainEqual(codeOf(object));
      }),
    );
  });
});
