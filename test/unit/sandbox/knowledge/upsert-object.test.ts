import { addBuiltInMarkings } from '../../../../src/sandbox/knowledge/built-in-markings.js';
import { Knowledge } from '../../../../src/sandbox/knowledge/knowledge.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { upsertObject } from '../../../../src/sandbox/knowledge/upsert-object.js';
import { stixId } from '../../../../src/stix/index.js';

const NOW = '2026-01-02T03:04:05.000Z';
const CLEAR = 'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9';
const AMBER = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
const GREEN = 'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da';

function withId(object: Record<string, unknown> & { type: string }): StixRecord {
  return { ...object, id: stixId(object) };
}

function malware(name: string, more: Record<string, unknown> = {}): StixRecord {
  return withId({ type: 'malware', name, is_family: false, ...more });
}

function knowledgeWith(...objects: StixRecord[]): Knowledge {
  const knowledge = new Knowledge(() => {});
  addBuiltInMarkings(knowledge, NOW);
  for (const object of objects) upsertObject(knowledge, object, NOW);

  return knowledge;
}

function listed(knowledge: Knowledge): StixRecord[] {
  return [...knowledge.all()].map(({ object }) => object);
}

function only(knowledge: Knowledge): StixRecord {
  const [object, ...others] = listed(knowledge);
  if (!object || others.length > 0) throw new Error(`there are ${others.length + 1} objects`);

  return object;
}

describe('upsertObject', () => {
  it('stores an object under the id that OpenCTI gives it', () => {
    const sent: StixRecord = {
      type: 'malware',
      id: 'malware--00000000-0000-4000-8000-000000000001',
      name: 'Emotet',
      is_family: true,
      nb_deps: 1,
    };

    const knowledge = knowledgeWith(sent);

    expect(only(knowledge)).toEqual({
      type: 'malware',
      id: stixId({ type: 'malware', name: 'Emotet' }),
      name: 'Emotet',
      is_family: true,
      x_opencti_stix_ids: [sent.id],
    });
    expect(knowledge.find(sent.id)?.object.name).toBe('Emotet');
  });

  it('keeps the id of an object whose own would be random', () => {
    const id = 'process--00000000-0000-4000-8000-000000000001';

    const knowledge = knowledgeWith(
      { type: 'process', id, pid: 1 },
      { type: 'process', id, command_line: 'sh' },
    );

    expect(only(knowledge)).toEqual({ type: 'process', id, pid: 1, command_line: 'sh' });
  });

  it.each([
    [{ definition_type: 'tlp', definition: { tlp: 'green' } }],
    [{ x_opencti_definition_type: 'TLP', x_opencti_definition: 'TLP:GREEN' }],
    [{ definition_type: 'tlp', name: 'tlp:green' }],
  ])('knows the marking %j for TLP:GREEN', fields => {
    const sent = { type: 'marking-definition', id: 'marking-definition--1', ...fields };

    const knowledge = knowledgeWith(sent);

    expect(only(knowledge).id).toBe(GREEN);
    expect(knowledge.find('marking-definition--1')?.object.id).toBe(GREEN);
  });

  it('remembers at most two hundred other ids of one thing', () => {
    const sent = Array.from({ length: 300 }, (_, n) => ({
      type: 'malware',
      id: `malware--${n}`,
      name: 'Emotet',
    }));

    expect(only(knowledgeWith(...sent)).x_opencti_stix_ids).toHaveLength(200);
  });

  it('merges the same thing sent under two ids', () => {
    const knowledge = knowledgeWith(
      { type: 'malware', id: 'malware--00000000-0000-4000-8000-000000000001', name: 'Emotet' },
      { type: 'malware', id: 'malware--00000000-0000-4000-8000-000000000002', name: 'emotet ' },
    );

    expect(only(knowledge).name).toBe('Emotet');
    expect(knowledge.find('malware--00000000-0000-4000-8000-000000000002')).toBeDefined();
  });

  it('finds an object by an alias, and learns the other name', () => {
    const knowledge = knowledgeWith(
      malware('Emotet', { aliases: ['Geodo'] }),
      malware('Geodo', { aliases: ['Heodo'] }),
    );

    expect(only(knowledge)).toMatchObject({ name: 'Emotet', aliases: ['Geodo', 'Heodo'] });
  });

  it('finds an object by an alias of the newcomer', () => {
    const knowledge = knowledgeWith(malware('Geodo'), malware('Emotet', { aliases: ['Geodo'] }));

    expect(only(knowledge)).toMatchObject({ name: 'Geodo', aliases: ['Emotet'] });
  });

  it('finds an object by an id that was told of it', () => {
    const knowledge = knowledgeWith(
      malware('Emotet', { x_opencti_stix_ids: ['malware--00000000-0000-4000-8000-000000000009'] }),
      { type: 'malware', id: 'malware--00000000-0000-4000-8000-000000000009', name: 'Other' },
    );

    expect(only(knowledge)).toMatchObject({ name: 'Emotet', aliases: ['Other'] });
  });

  it('does not merge objects of different types that share an id by mistake', () => {
    const knowledge = knowledgeWith(malware('Emotet'), {
      type: 'tool',
      id: stixId({ type: 'malware', name: 'Emotet' }),
      name: 'Emotet',
    });

    expect(listed(knowledge).map(({ type }) => type)).toEqual(['malware', 'tool']);
  });

  it('fills what was empty, replaces what was there, and empties nothing', () => {
    const knowledge = knowledgeWith(
      malware('Emotet', { description: 'old', malware_types: ['trojan'] }),
      malware('Emotet', { description: 'new', malware_types: [], first_seen: '2020-01-01' }),
    );

    expect(only(knowledge)).toMatchObject({
      description: 'new',
      malware_types: ['trojan'],
      first_seen: '2020-01-01',
    });
  });

  it('replaces nothing for a newcomer of lower confidence, but fills what was empty', () => {
    const knowledge = knowledgeWith(
      malware('Emotet', { confidence: 80, description: 'sure' }),
      malware('Emotet', { confidence: 40, description: 'guess', first_seen: '2020-01-01' }),
    );

    expect(only(knowledge)).toMatchObject({
      confidence: 80,
      description: 'sure',
      first_seen: '2020-01-01',
    });
  });

  it('lets labels, references and phases only grow, whatever the confidence', () => {
    const phase = { kill_chain_name: 'mitre-attack', phase_name: 'execution' };
    const knowledge = knowledgeWith(
      malware('Emotet', {
        confidence: 80,
        labels: ['a'],
        external_references: [{ source_name: 's', url: 'https://feed.example/1' }],
        kill_chain_phases: [phase],
      }),
      malware('Emotet', {
        confidence: 10,
        labels: ['b', 'a'],
        external_references: [
          { source_name: 'other', url: 'https://feed.example/1' },
          { source_name: 's', external_id: 'X' },
        ],
        kill_chain_phases: [phase],
      }),
    );

    expect(only(knowledge)).toMatchObject({
      labels: ['a', 'b'],
      external_references: [
        { source_name: 's', url: 'https://feed.example/1' },
        { source_name: 's', external_id: 'X' },
      ],
      kill_chain_phases: [phase],
    });
  });

  it('unites what two reports of one name and date contain', () => {
    const report = (refs: string[]): StixRecord =>
      withId({ type: 'report', name: 'Weekly', published: NOW, object_refs: refs });
    const [one, two] = [malware('One'), malware('Two')];

    const knowledge = knowledgeWith(one, two, report([one.id]), report([two.id]));

    expect(knowledge.find(report([]).id)?.object.object_refs).toEqual([one.id, two.id]);
  });

  it('names the references that lead nowhere, and stores nothing', () => {
    const knowledge = knowledgeWith();
    const lost = 'identity--00000000-0000-4000-8000-000000000001';

    const outcome = upsertObject(knowledge, malware('Emotet', { created_by_ref: lost }), NOW);

    expect(outcome).toEqual({
      kind: 'missing',
      references: [{ property: 'created_by_ref', ref: lost }],
    });
    expect(listed(knowledge)).toEqual([]);
  });

  it('rewrites references to the ids that OpenCTI gives', () => {
    const author: StixRecord = {
      type: 'identity',
      id: 'identity--00000000-0000-4000-8000-000000000001',
      name: 'ACME',
      identity_class: 'organization',
    };

    const knowledge = knowledgeWith(author, malware('Emotet', { created_by_ref: author.id }));

    const standard = knowledge.find(author.id)?.object.id;
    expect(standard).not.toBe(author.id);
    expect(listed(knowledge)[1]?.created_by_ref).toBe(standard);
  });

  it('knows the TLP markings from the start, and lists those that are used', () => {
    const knowledge = knowledgeWith(malware('Emotet', { object_marking_refs: [CLEAR] }));

    expect(
      listed(knowledge)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([CLEAR, malware('Emotet').id].sort());
  });

  it('keeps the strictest TLP of those that were sent', () => {
    const knowledge = knowledgeWith(
      malware('Emotet', { object_marking_refs: [AMBER] }),
      malware('Emotet', { object_marking_refs: [GREEN] }),
    );

    expect(knowledge.find(malware('Emotet').id)?.object.object_marking_refs).toEqual([AMBER]);
  });

  it('changes nothing when the same object comes again', () => {
    const changes: string[] = [];
    const knowledge = new Knowledge(({ object }) => changes.push(object.id));
    const object = malware('Emotet', { labels: ['a'], modified: '2026-01-01T00:00:00Z' });
    upsertObject(knowledge, object, NOW);
    upsertObject(knowledge, { ...object, modified: '2026-02-02T00:00:00Z' }, '2030');

    expect(changes).toHaveLength(1);
    expect(knowledge.find(object.id)?.updatedAt).toBe(NOW);
  });

  it('keeps a member named __proto__ as data', () => {
    const hostile = JSON.parse(
      '{"type":"malware","id":"malware--1","name":"Emotet","__proto__":{"polluted":true}}',
    ) as StixRecord;

    const knowledge = knowledgeWith(hostile, hostile);

    expect(JSON.stringify(only(knowledge))).toContain('"__proto__":{"polluted":true}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('takes lists that hold no text as empty', () => {
    const knowledge = knowledgeWith(malware('Emotet'), {
      ...malware('Emotet'),
      aliases: [5, null, {}],
      labels: 'text',
      object_marking_refs: [null, 7],
      external_references: ['text', null],
    });

    expect(only(knowledge).name).toBe('Emotet');
  });
});
