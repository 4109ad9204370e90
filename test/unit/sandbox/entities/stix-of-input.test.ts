import {
  relationshipOfInput,
  sightingOfInput,
  stixOfInput,
} from '../../../../src/sandbox/entities/stix-of-input.js';
import { stixId, tlpMarking } from '../../../../src/stix/index.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const malware = withId({ type: 'malware', name: 'Emotet' });

describe('stixOfInput', () => {
  it('makes an object with the id that belongs to it, of what is given', () => {
    const rig = new PlatformRig();
    const internal = rig.store(author).internalId;
    const green = rig.knowledge.find(tlpMarking('TLP:GREEN').id)?.internalId;

    const object = stixOfInput(
      'Malware',
      {
        name: 'Emotet',
        is_family: true,
        description: null,
        createdBy: internal,
        objectMarking: [green],
        objectLabel: ['bot'],
        update: true,
      },
      rig,
    );

    expect(object).toEqual({
      type: 'malware',
      id: malware.id,
      name: 'Emotet',
      is_family: true,
      created_by_ref: author.id,
      object_marking_refs: [tlpMarking('TLP:GREEN').id],
      labels: ['bot'],
    });
  });

  it('puts what observables have beyond STIX under the names of OpenCTI', () => {
    const rig = new PlatformRig();
    rig.store(author);

    const object = stixOfInput(
      'StixFile',
      {
        name: 'a',
        hashes: [{ algorithm: 'MD5', hash: 'd41d8cd98f00b204e9800998ecf8427e' }],
        createdBy: author.id,
        objectLabel: ['x'],
        x_opencti_score: 5,
      },
      rig,
    );

    expect(object).toMatchObject({
      type: 'file',
      hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
      x_opencti_created_by_ref: author.id,
      x_opencti_labels: ['x'],
      x_opencti_score: 5,
    });
  });

  it.each([
    ['Organization', { identity_class: 'organization' }],
    ['Sector', { identity_class: 'class' }],
    ['SecurityPlatform', { identity_class: 'securityplatform' }],
  ])('tells a %s by its class', (entityType, members) => {
    expect(stixOfInput(entityType, { name: 'N' }, new PlatformRig())).toMatchObject(members);
  });

  it.each([
    ['Country', { x_opencti_location_type: 'Country', country: 'N' }],
    ['Position', { x_opencti_location_type: 'Position' }],
    ['Threat-Actor-Individual', { x_opencti_type: 'Threat-Actor-Individual' }],
  ])('tells a %s by its type', (entityType, members) => {
    const input = { name: 'N', latitude: 1, longitude: 2 };

    expect(stixOfInput(entityType, input, new PlatformRig())).toMatchObject(members);
  });

  it('keeps the id that is given among the others', () => {
    const stix_id = 'malware--00000000-0000-4000-8000-000000000001';

    const object = stixOfInput('Malware', { name: 'Emotet', stix_id }, new PlatformRig());

    expect(object).toMatchObject({ id: malware.id, x_opencti_stix_ids: [stix_id] });
  });

  it('dates what has no id without a date', () => {
    const object = stixOfInput('Case-Incident', { name: 'C' }, new PlatformRig());

    expect(object.created).toBe(NOW);
    expect(object.id).toBe(stixId({ type: 'case-incident', name: 'C', created: NOW }));
  });

  it.each([
    ['a type that there is not', 'Nonsense', { name: 'N' }, 'VALIDATION_ERROR'],
    ['a type of the prototype', '__proto__', { name: 'N' }, 'VALIDATION_ERROR'],
    ['no name', 'Malware', {}, 'VALIDATION_ERROR'],
    [
      'an author that there is not',
      'Malware',
      { name: 'N', createdBy: 'x' },
      'MISSING_REFERENCE_ERROR',
    ],
  ])('refuses %s', (_what, entityType, input, code) => {
    expect(() => stixOfInput(entityType, input, new PlatformRig())).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});

describe('relationshipOfInput', () => {
  it('links by standard ids', () => {
    const rig = new PlatformRig();
    const fromId = rig.store(malware).internalId;
    const tool = withId({ type: 'tool', name: 'PsExec' });
    rig.store(tool);

    const object = relationshipOfInput({ fromId, toId: tool.id, relationship_type: 'uses' }, rig);

    expect(object).toMatchObject({
      type: 'relationship',
      relationship_type: 'uses',
      source_ref: malware.id,
      target_ref: tool.id,
    });
    expect(object.id).toBe(stixId(object));
  });

  it.each([undefined, null, 5, 'unknown'])('refuses %j as an end', fromId => {
    const rig = new PlatformRig();
    rig.store(malware);

    expect(() => relationshipOfInput({ fromId, toId: malware.id }, rig)).toThrow(
      expect.objectContaining({ code: 'MISSING_REFERENCE_ERROR' }) as Error,
    );
  });
});

describe('sightingOfInput', () => {
  it('says what was seen, and where', () => {
    const rig = new PlatformRig();
    rig.store(malware, author);
    const input = { fromId: malware.id, toId: author.id, attribute_count: 3, first_seen: NOW };

    expect(sightingOfInput(input, rig)).toMatchObject({
      type: 'sighting',
      sighting_of_ref: malware.id,
      where_sighted_refs: [author.id],
      count: 3,
    });
  });
});
