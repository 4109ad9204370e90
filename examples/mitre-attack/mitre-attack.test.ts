import { type StixObject } from 'octiflow';
import { stixId, validateBundle } from 'octiflow/stix';
import { CollectionIndex } from './collection-index.js';
import { MitreConfig } from './mitre-attack.config.js';
import { MitreConverter } from './mitre-attack.converter.js';
import type { MitreObject } from './opencti-object.js';

const STATEMENT = 'marking-definition--fa42a846-8d90-4e51-bc29-71d5b4802168';

const matrix = object('x-mitre-matrix', 1, {
  tactic_refs: [idOf('x-mitre-tactic', 3), idOf('x-mitre-tactic', 2)],
});
const impact = object('x-mitre-tactic', 2, { x_mitre_shortname: 'impact' });
const discovery = object('x-mitre-tactic', 3, { x_mitre_shortname: 'discovery' });
const technique = object('attack-pattern', 4, {
  name: 'Data Destruction',
  object_marking_refs: [STATEMENT],
  external_references: [
    { source_name: 'a report', external_id: 'R-1' },
    { source_name: 'mitre-ics-attack', external_id: 'T0809' },
  ],
  kill_chain_phases: [{ kill_chain_name: 'mitre-ics-attack', phase_name: 'impact' }],
});
const malware = object('malware', 5, { name: 'Industroyer', is_family: true });
const revoked = object('malware', 6, { name: 'CRASHOVERRIDE', is_family: true, revoked: true });
const asset = object('x-mitre-asset', 7, { name: 'Workstation' });
const uses = relationship(8, 'uses', malware, technique);
const targets = relationship(9, 'targets', technique, asset);
const revokedBy = relationship(10, 'revoked-by', revoked, malware);
const collection = [
  uses,
  targets,
  revokedBy,
  matrix,
  impact,
  discovery,
  technique,
  malware,
  revoked,
  asset,
];

function idOf(type: string, number: number): string {
  return `${type}--00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function object(type: string, number: number, members: object): MitreObject {
  const created = '2024-05-01T00:00:00.000Z';
  return {
    type,
    spec_version: '2.1',
    id: idOf(type, number),
    created,
    modified: created,
    ...members,
  } as MitreObject;
}

function relationship(
  number: number,
  relationship_type: string,
  source: MitreObject,
  target: MitreObject,
): MitreObject {
  return object('relationship', number, {
    relationship_type,
    source_ref: source.id,
    target_ref: target.id,
  });
}

function convert(objects: readonly unknown[], settings: Partial<MitreConfig> = {}): StixObject[] {
  const index = new CollectionIndex();
  for (const each of objects) index.add(each);
  index.close();
  const converter = new MitreConverter({ ...new MitreConfig(), ...settings });

  return objects.flatMap(each => [...converter.toStix({ object: each as MitreObject, index })]);
}

describe('the MITRE converter', () => {
  it('keeps what OpenCTI has a type for, and what hangs on it', () => {
    const types = convert(collection).map(({ type }) => type);

    expect(types).toEqual(['relationship', 'attack-pattern', 'malware']);
  });

  it('gives every object the id of OpenCTI, and remembers that of MITRE', () => {
    const objects = convert(collection);

    expect(objects.map(({ id }) => id)).toEqual(objects.map(each => stixId(each)));
    expect(
      objects.map(each => (each as { x_opencti_stix_ids?: unknown }).x_opencti_stix_ids),
    ).toEqual([uses, technique, malware].map(({ id }) => [id]));
  });

  it('lets relationships follow, also those that come before their ends', () => {
    const [link, pattern, family] = convert(collection);

    expect(link).toMatchObject({ source_ref: family?.id, target_ref: pattern?.id });
  });

  it('names a technique by its id in the catalogue, not by that of a report', () => {
    expect(convert(collection)[1]).toMatchObject({ x_mitre_id: 'T0809' });
  });

  it('numbers phases as the matrix orders its tactics', () => {
    expect(convert(collection)[1]).toMatchObject({
      kill_chain_phases: [{ phase_name: 'impact', x_opencti_order: 1 }],
    });
  });

  it('leaves out the statement when it is told to', () => {
    const statement = object('marking-definition', 11, {
      definition_type: 'statement',
      definition: { statement: 'Copyright' },
    });

    const objects = convert([statement, technique], { removeStatementMarking: true });

    expect(objects.map(({ type }) => type)).toEqual(['attack-pattern']);
    expect(objects[0]).not.toHaveProperty('object_marking_refs');
  });

  it.each([[null], ['text'], [{ type: 'malware' }]])('skips %j, which has no id', broken => {
    const index = new CollectionIndex();
    const converter = new MitreConverter(new MitreConfig());

    const read = () => [...converter.toStix({ object: broken as unknown as MitreObject, index })];

    expect(read).toThrow('an object without an id');
  });

  it('skips what lacks the name that its id is made from', () => {
    const nameless = object('malware', 12, {});

    expect(() => convert([nameless])).toThrow(expect.objectContaining({ name: 'SkippableError' }));
  });

  it('makes a bundle in which nothing is amiss', () => {
    const objects = convert(
      [technique, malware, uses].map(each => ({ ...each, object_marking_refs: [] })),
    );

    expect(validateBundle({ type: 'bundle', id: idOf('bundle', 1), objects })).toEqual([]);
  });
});
