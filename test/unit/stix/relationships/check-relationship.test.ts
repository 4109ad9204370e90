import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Stix,
  allowedRelationships,
  checkRelationship,
  entitiesOf,
} from '../../../../src/stix/index.js';

const alwaysAllowed = ['related-to', 'revoked-by'];

describe('allowedRelationships', () => {
  const file = join(__dirname, '../../../fixtures/stix/relationship-rules.json');
  const { rules } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly rules: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  };
  const observables = entitiesOf('Stix-Cyber-Observable');
  // An abstract threat actor has no rule that a group or individual does not have.
  const names = [
    ...new Set([...Object.keys(rules), ...entitiesOf('Stix-Core-Object'), 'uses', 'targets']),
  ].filter(name => name !== 'Threat-Actor' && name !== 'Stix-Cyber-Observable');

  it.each(names)('agrees with the platform on everything from %s', source => {
    const ours = names.map(target => [target, allowedRelationships(source, target)]);

    expect(ours).toEqual(names.map(target => [target, expected(source, target)]));
  });

  it('covers all 507 rules of the platform', () => {
    const count = Object.values(rules)
      .flatMap(targets => Object.values(targets))
      .flat().length;

    expect(count).toBe(507);
  });

  function expected(source: string, target: string): string[] {
    const ruled = [
      rules[source]?.[target] ?? [],
      observables.some(name => name === target)
        ? (rules[source]?.['Stix-Cyber-Observable'] ?? [])
        : [],
    ].flat();

    return [...new Set([...ruled, ...alwaysAllowed])].sort();
  }

  it('takes objects, ids, STIX types and entity names', () => {
    const actor = Stix.intrusionSet({ name: 'Sandworm' });

    for (const source of [actor, actor.id, 'intrusion-set', 'Intrusion-Set']) {
      expect(allowedRelationships(source, 'Malware')).toContain('uses');
    }
  });

  it('takes an end that may be several entities as the one that fits', () => {
    expect(allowedRelationships('identity--1', 'identity--2')).toContain('part-of');
    expect(allowedRelationships('Location', 'location--1')).toContain('located-at');
  });

  it('knows a relationship as an end of another', () => {
    const uses = Stix.relationship('malware--1', 'uses', 'tool--1');

    expect(allowedRelationships('Indicator', uses)).toContain('indicates');
    expect(allowedRelationships('Indicator', 'relationship--1')).toContain('indicates');
    expect(
      allowedRelationships('Indicator', Stix.relationship('a--1', 'related-to', 'b--1')),
    ).toEqual(alwaysAllowed);
  });

  it.each([
    ['an unknown type', 'x-mine--1'],
    ['a name of the prototype', '__proto__'],
    ['another', 'constructor'],
    ['empty text', ''],
    ['nothing', undefined as unknown as string],
    ['a number', 1 as unknown as string],
    ['an object without type', {} as unknown as string],
    ['an odd relationship', { type: 'relationship', relationship_type: 1 } as unknown as string],
  ])('allows %s no more than what is always allowed', (_what, end) => {
    expect(allowedRelationships(end, 'Malware')).toEqual(alwaysAllowed);
    expect(allowedRelationships('Vulnerability', end)).toEqual(alwaysAllowed);
  });
});

describe('checkRelationship', () => {
  it('finds nothing in a pair that OpenCTI takes', () => {
    expect(checkRelationship('Malware', 'uses', 'Tool')).toBeUndefined();
  });

  it('reports a pair that OpenCTI refuses, and what it would take', () => {
    const tool = Stix.tool({ name: 'PsExec' });
    const malware = Stix.malware({ name: 'Industroyer', is_family: true });

    expect(checkRelationship(tool, 'uses', malware)).toEqual({
      code: 'RELATIONSHIP_REFUSED',
      relationshipType: 'uses',
      source: 'Tool',
      target: 'Malware',
      allowed: ['delivers', 'drops', 'related-to', 'revoked-by'],
      message:
        'OpenCTI takes no "uses" from Tool to Malware; it takes delivers, drops, related-to, revoked-by.',
    });
  });

  it('refuses duplicate-of, which no rule of OpenCTI has', () => {
    expect(checkRelationship('Malware', 'duplicate-of', 'Malware')?.code).toBe(
      'RELATIONSHIP_REFUSED',
    );
  });

  it.each(alwaysAllowed)('takes %s between any two objects', type => {
    expect(checkRelationship('Report', type, 'x-mine--1')).toBeUndefined();
  });

  it('names an end that it does not know', () => {
    const unknown = { type: 'x-mine', id: 'x-mine--1' };

    expect(checkRelationship(unknown, 'uses', 'Malware')?.source).toBe('an unknown object');
  });
});
