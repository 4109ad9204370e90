import {
  ENTITY_TYPES,
  OPENCTI_EXTENSION,
  entitiesOf,
  entitiesOfStixType,
  entityNameOf,
  isEntity,
  type StixObject,
} from '../../../../src/stix/index.js';

function of(type: string, members: object = {}): StixObject {
  return { type, id: `${type}--1`, ...members };
}

function withExtension(type: string, entity: unknown, members: object = {}): StixObject {
  return of(type, { ...members, extensions: { [OPENCTI_EXTENSION]: { type: entity } } });
}

describe('entityNameOf', () => {
  it('spells entities as the platform does', () => {
    expect(entityNameOf(of('ipv4-addr'))).toBe('IPv4-Addr');
    expect(entityNameOf(of('file'))).toBe('StixFile');
    expect(entityNameOf(of('ssh-key'))).toBe('SSH-Key');
    expect(entityNameOf(of('attack-pattern'))).toBe('Attack-Pattern');
    expect(entityNameOf(of('relationship'))).toBe('stix-core-relationship');
  });

  it.each([
    ['individual', 'Individual'],
    ['organization', 'Organization'],
    ['class', 'Sector'],
    ['system', 'System'],
    ['securityplatform', 'SecurityPlatform'],
    ['group', 'Organization'],
  ])('takes an identity of class %s as %s', (identity_class, name) => {
    expect(entityNameOf(of('identity', { identity_class }))).toBe(name);
  });

  it('takes an identity without class as its extension says, else as an organization', () => {
    expect(entityNameOf(withExtension('identity', 'Sector'))).toBe('Sector');
    expect(entityNameOf(of('identity'))).toBe('Organization');
  });

  it('takes a location as its type says, at the root or in the extension', () => {
    expect(entityNameOf(of('location', { x_opencti_location_type: 'City' }))).toBe('City');
    expect(entityNameOf(withExtension('location', 'Administrative-Area'))).toBe(
      'Administrative-Area',
    );
  });

  it('takes a location without type by what it says of itself', () => {
    expect(entityNameOf(of('location', { city: 'Lyon', country: 'FR' }))).toBe('City');
    expect(entityNameOf(of('location', { country: 'FR', region: 'europe' }))).toBe('Country');
    expect(entityNameOf(of('location', { region: 'europe' }))).toBe('Region');
    expect(entityNameOf(of('location', { latitude: 1, longitude: 2 }))).toBe('Position');
  });

  it('takes a threat actor as a group unless told otherwise', () => {
    const individual = { x_opencti_type: 'Threat-Actor-Individual' };

    expect(entityNameOf(of('threat-actor'))).toBe('Threat-Actor-Group');
    expect(entityNameOf(of('threat-actor', individual))).toBe('Threat-Actor-Individual');
    expect(entityNameOf(withExtension('threat-actor', 'Threat-Actor-Individual'))).toBe(
      'Threat-Actor-Individual',
    );
  });

  it('counts the older spellings of a type', () => {
    expect(entityNameOf(of('x-opencti-case-incident'))).toBe('Case-Incident');
    expect(entityNameOf(of('x-mitre-data-source'))).toBe('Data-Source');
  });

  it.each([
    ['an unknown type', of('x-mine')],
    ['language content, which OpenCTI does not keep', of('language-content')],
    ['a name of the prototype', of('constructor')],
    ['a type that is no text', { type: 1, id: 'x' } as unknown as StixObject],
  ])('has no name for %s', (_what, object) => {
    expect(entityNameOf(object)).toBeUndefined();
  });

  it('does not believe an extension that is not one of the kinds', () => {
    expect(entityNameOf(withExtension('location', 'Malware', { city: 'Lyon' }))).toBe('City');
    expect(entityNameOf(of('location', { extensions: 'none', city: 'Lyon' }))).toBe('City');
  });
});

describe('entitiesOf', () => {
  it('gives an entity itself, and a group its entities', () => {
    expect(entitiesOf('Malware')).toEqual(['Malware']);
    expect(entitiesOf('Location')).toEqual([
      'Administrative-Area',
      'City',
      'Country',
      'Position',
      'Region',
    ]);
    expect(entitiesOf('Stix-Cyber-Observable')).toContain('StixFile');
  });

  it('is empty for what OpenCTI does not know', () => {
    expect(entitiesOf('malware')).toEqual([]);
    expect(entitiesOf('toString')).toEqual([]);
  });

  it('puts every entity into one of the four kinds', () => {
    const kinds = [
      ...entitiesOf('Stix-Domain-Object'),
      ...entitiesOf('Stix-Cyber-Observable'),
      ...entitiesOf('Stix-Meta-Object'),
      ...entitiesOf('stix-relationship'),
    ];

    expect(kinds.sort()).toEqual(Object.keys(ENTITY_TYPES).sort());
  });
});

describe('entitiesOfStixType', () => {
  it('gives several for a type that stands for several entities', () => {
    expect(entitiesOfStixType('threat-actor')).toEqual([
      'Threat-Actor-Group',
      'Threat-Actor-Individual',
    ]);
    expect(entitiesOfStixType('url')).toEqual(['Url']);
  });
});

describe('isEntity', () => {
  it('knows an object by its entity and by each of its groups', () => {
    const country = of('location', { x_opencti_location_type: 'Country' });

    expect(isEntity(country, 'Country')).toBe(true);
    expect(isEntity(country, 'Location')).toBe(true);
    expect(isEntity(country, 'Stix-Domain-Object')).toBe(true);
    expect(isEntity(country, 'City')).toBe(false);
    expect(isEntity(country, 'Stix-Cyber-Observable')).toBe(false);
  });
});
