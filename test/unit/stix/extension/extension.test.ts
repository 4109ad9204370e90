import {
  MITRE_EXTENSION,
  OPENCTI_EXTENSION,
  OPENCTI_OBSERVABLE_EXTENSION,
  readExtension,
  readMitreExtension,
  writeExtension,
} from '../../../../src/stix/index.js';

describe('readExtension', () => {
  it('looks in the extension of every object first', () => {
    const object = {
      score: 1,
      extensions: {
        [OPENCTI_OBSERVABLE_EXTENSION]: { score: 2 },
        [OPENCTI_EXTENSION]: { score: 3 },
      },
    };

    expect(readExtension(object, 'score')).toBe(3);
  });

  it('looks in the extension of observables next, then at the root', () => {
    const extensions = { [OPENCTI_OBSERVABLE_EXTENSION]: { score: 2 } };

    expect(readExtension({ score: 1, extensions }, 'score')).toBe(2);
    expect(readExtension({ score: 1 }, 'score')).toBe(1);
  });

  it('lets a null in an extension hide the root', () => {
    const extensions = { [OPENCTI_EXTENSION]: { score: null } };

    expect(readExtension({ score: 1, extensions }, 'score')).toBeNull();
  });

  it('never takes the STIX type for the entity type', () => {
    expect(readExtension({ type: 'malware' }, 'type')).toBeUndefined();
  });

  it.each(['toString', '__proto__', 'constructor'])('finds no %s in an object without it', key => {
    expect(readExtension({ extensions: { [OPENCTI_EXTENSION]: {} } }, key)).toBeUndefined();
  });

  it.each([null, 'text', 5, [], { [OPENCTI_EXTENSION]: null }])(
    'falls back to the root when extensions are %j',
    extensions => {
      expect(readExtension({ score: 1, extensions }, 'score')).toBe(1);
    },
  );
});

describe('readMitreExtension', () => {
  it('looks nowhere but in the extension of MITRE', () => {
    const object = { id: 'a', extensions: { [MITRE_EXTENSION]: { id: 'T1566' } } };

    expect(readMitreExtension(object, 'id')).toBe('T1566');
    expect(readMitreExtension({ id: 'a' }, 'id')).toBeUndefined();
  });
});

describe('writeExtension', () => {
  it('replaces a value and keeps the other extensions', () => {
    const extensions = { [OPENCTI_EXTENSION]: { score: 1, id: 'x' }, other: { a: 1 } };

    const written = writeExtension({ extensions }, OPENCTI_EXTENSION, 'score', 5);

    expect(written).toEqual({
      extensions: { [OPENCTI_EXTENSION]: { score: 5, id: 'x' }, other: { a: 1 } },
    });
  });

  it('appends to a list, and starts one', () => {
    const once = writeExtension({}, OPENCTI_EXTENSION, 'labels', 'a', { append: true });
    const twice = writeExtension(once, OPENCTI_EXTENSION, 'labels', 'b', { append: true });

    expect(twice).toEqual({ extensions: { [OPENCTI_EXTENSION]: { labels: ['a', 'b'] } } });
  });

  it('drops the same key at the root', () => {
    const object = { x_opencti_score: 1, x_mitre_score: 2, name: 'n' };

    const written = writeExtension(object, OPENCTI_EXTENSION, 'score', 5);

    expect(written).toEqual({ name: 'n', extensions: { [OPENCTI_EXTENSION]: { score: 5 } } });
  });

  it('leaves the object given as it is', () => {
    const object = { extensions: { [OPENCTI_EXTENSION]: { score: 1 } } };

    writeExtension(object, OPENCTI_EXTENSION, 'score', 5);

    expect(object).toEqual({ extensions: { [OPENCTI_EXTENSION]: { score: 1 } } });
  });

  it('can not reach a prototype', () => {
    writeExtension({}, '__proto__', '__proto__', { polluted: true });

    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
