import { BundleError } from '../../../../src/errors/index.js';
import {
  canonicalJson,
  entityId,
  externalReferenceId,
  idFromParts,
} from '../../../../src/stix/index.js';
import { hashedName } from '../../../../src/stix/ids/entity-recipe.js';
import { EMBEDDED_RECIPES, ENTITY_RECIPES } from '../../../../src/stix/ids/entity-recipes.js';
import { PythonDatetime } from '../../../../src/stix/time/python-datetime.js';

const CREATED = '2024-01-15T10:30:00.000Z';

describe('entityId', () => {
  it.each(['label', 'external-reference', 'kill-chain-phase', 'ipv4-addr', 'x-thing'])(
    'knows no id for a %s',
    type => {
      const object = { type, value: 'a', url: 'a', phase_name: 'a', kill_chain_name: 'a' };

      expect(() => entityId(object)).toThrow(BundleError);
    },
  );

  it.each([null, undefined, 5, {}])('knows no id for %j', object => {
    expect(() => entityId(object as never)).toThrow(BundleError);
  });

  it('reads the type of a threat actor from its extension', () => {
    const extension = 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba';
    const bob = { type: 'threat-actor', name: 'Bob' };

    const individual = entityId({
      ...bob,
      extensions: { [extension]: { type: 'Threat-Actor-Individual' } },
    });

    expect(individual).toBe(
      idFromParts('threat-actor', { name: 'Bob', x_opencti_type: 'Threat-Actor-Individual' }),
    );
  });

  it('takes a threat actor without a type for a group', () => {
    expect(entityId({ type: 'threat-actor', name: 'Bob' })).toBe(
      idFromParts('threat-actor', { name: 'Bob', x_opencti_type: 'Threat-Actor-Group' }),
    );
  });
});

describe('idFromParts', () => {
  it('takes an absent date as null', () => {
    expect(idFromParts('report', { name: 'R' })).toBe(
      idFromParts('report', { name: 'R', published: null }),
    );
  });

  it('leaves an end without a beginning out', () => {
    const ends = { relationship_type: 'uses', source_ref: 'a--1', target_ref: 'b--2' };

    expect(idFromParts('relationship', { ...ends, stop_time: CREATED })).toBe(
      idFromParts('relationship', ends),
    );
  });

  it('tells positions apart by their coordinates, not by their name', () => {
    const at = { x_opencti_location_type: 'Position', latitude: 48.8, longitude: 2.3 };

    expect(idFromParts('location', { ...at, name: 'a' })).toBe(
      idFromParts('location', { ...at, name: 'b' }),
    );
  });

  it('hashes a Python datetime as Python writes it', () => {
    const created = new PythonDatetime({ year: 2024, month: 1, day: 15, utcOffsetSeconds: 0 });

    expect(idFromParts('task', { name: 'T', created })).toBe(
      idFromParts('task', { name: 'T', created: '2024-01-15T00:00:00+00:00' }),
    );
  });

  it.each(['', 'malware--', '__proto__'])('knows no type "%s"', type => {
    expect(() => idFromParts(type, { name: 'a' })).toThrow(BundleError);
  });
});

describe('externalReferenceId', () => {
  it('is made from the url alone when there is one', () => {
    expect(externalReferenceId({ url: 'https://a.b', source_name: 'x', external_id: '1' })).toBe(
      externalReferenceId({ url: 'https://a.b' }),
    );
  });

  it.each([{}, { source_name: 'x' }, { external_id: '1' }, { url: null, source_name: 'x' }])(
    'is undefined for %j, which OpenCTI can not keep',
    reference => {
      expect(externalReferenceId(reference)).toBeUndefined();
    },
  );
});

describe('what is hashed', () => {
  const everything = {
    ...Object.fromEntries(
      [...ENTITY_RECIPES.values(), ...EMBEDDED_RECIPES.values()]
        .flatMap(({ members }) => members)
        .map(({ name, property }) => [property ?? name, 'text "with" quotes']),
    ),
  };

  it.each([...ENTITY_RECIPES, ...EMBEDDED_RECIPES])('is canonical JSON for a %s', (_, recipe) => {
    const name = hashedName(recipe, everything) ?? '';

    expect(name).toBe(canonicalJson(JSON.parse(name)));
  });
});
