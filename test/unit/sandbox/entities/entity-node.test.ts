import { entityNode } from '../../../../src/sandbox/entities/entity-node.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { tlpMarking } from '../../../../src/stix/index.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

type Node = Readonly<Record<string, unknown>>;

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });
const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });

function nodeOf(rig: PlatformRig, ...objects: StixRecord[]): Node {
  return entityNode(rig.store(...objects), rig);
}

/** The value of a field that is computed when it is asked for. */
function field(node: Node, name: string, args: Node = {}): unknown {
  return (node[name] as (args: Node) => unknown)(args);
}

function names(connection: unknown): unknown[] {
  return (connection as { edges: { node: Node }[] }).edges.map(({ node }) => node.name);
}

describe('entityNode', () => {
  it('shows an observable as the platform does', () => {
    const rig = new PlatformRig();
    const domain = withId({
      type: 'domain-name',
      value: 'a.example',
      x_opencti_score: 55,
      x_opencti_labels: ['c2'],
      x_opencti_created_by_ref: author.id,
      object_marking_refs: [tlpMarking('TLP:GREEN').id],
      x_opencti_external_references: [{ source_name: 's', url: 'https://s.example/1' }],
    });

    const node = nodeOf(rig, author, domain);

    expect(node).toMatchObject({
      standard_id: domain.id,
      entity_type: 'Domain-Name',
      parent_types: ['Basic-Object', 'Stix-Object', 'Stix-Core-Object', 'Stix-Cyber-Observable'],
      observable_value: 'a.example',
      value: 'a.example',
      x_opencti_score: 55,
      created_at: NOW,
    });
    expect(field(node, 'createdBy')).toMatchObject({ name: 'Alpha', entity_type: 'Organization' });
    expect(field(node, 'objectMarking')).toMatchObject([{ definition: 'TLP:GREEN' }]);
    expect(field(node, 'objectLabel')).toMatchObject([{ value: 'c2', entity_type: 'Label' }]);
    expect(field(node, 'externalReferences')).toMatchObject({
      edges: [{ node: { url: 'https://s.example/1', entity_type: 'External-Reference' } }],
    });
  });

  it('gives hashes as a list, and members under the names of the API', () => {
    const rig = new PlatformRig();
    const file = withId({
      type: 'file',
      name: 'a',
      hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
    });
    const note = withId({
      type: 'note',
      abstract: 'short',
      content: 'long',
      created: NOW,
      object_refs: [file.id],
    });

    const shown = nodeOf(rig, file);
    const noted = nodeOf(rig, note);

    expect(shown.hashes).toEqual([{ algorithm: 'MD5', hash: 'd41d8cd98f00b204e9800998ecf8427e' }]);
    expect(noted.attribute_abstract).toBe('short');
  });

  it('leads from a relationship to its ends, and from a sighting', () => {
    const rig = new PlatformRig();
    const uses = withId({
      type: 'relationship',
      relationship_type: 'uses',
      source_ref: malware.id,
      target_ref: tool.id,
    });
    const sighting = withId({
      type: 'sighting',
      sighting_of_ref: malware.id,
      where_sighted_refs: [author.id],
      count: 3,
    });

    const link = nodeOf(rig, malware, tool, uses);
    const seen = nodeOf(rig, author, sighting);

    expect(link).toMatchObject({ entity_type: 'uses', relationship_type: 'uses' });
    expect(link.parent_types).toContain('stix-core-relationship');
    expect(field(link, 'from')).toMatchObject({ name: 'Emotet' });
    expect(field(link, 'to')).toMatchObject({ name: 'PsExec' });
    expect(seen).toMatchObject({ entity_type: 'stix-sighting-relationship', attribute_count: 3 });
    expect(field(seen, 'to')).toMatchObject({ name: 'Alpha' });
  });

  it('lists what a container holds, page by page, and which containers hold it', () => {
    const rig = new PlatformRig();
    const refs = [malware.id, tool.id];
    const report = withId({ type: 'report', name: 'R', published: NOW, object_refs: refs });

    const node = nodeOf(rig, malware, tool, report);
    const held = entityNode(rig.store(malware), rig);

    expect(names(field(node, 'objects', { first: 1 }))).toEqual(['Emotet']);
    expect(names(field(node, 'objects', { all: true }))).toEqual(['Emotet', 'PsExec']);
    expect(names(field(held, 'reports'))).toEqual(['R']);
    expect(names(field(held, 'notes'))).toEqual([]);
  });

  it('leads from an indicator to what it is based on, and back', () => {
    const rig = new PlatformRig();
    const domain = withId({ type: 'domain-name', value: 'a.example' });
    const pattern = "[domain-name:value = 'a.example']";
    const indicator = withId({ type: 'indicator', name: 'I', pattern, pattern_type: 'stix' });
    const link = withId({
      type: 'relationship',
      relationship_type: 'based-on',
      source_ref: indicator.id,
      target_ref: domain.id,
    });
    rig.store(domain, indicator, link);

    const shown = entityNode(rig.store(indicator), rig);
    const observable = entityNode(rig.store(domain), rig);

    expect(field(shown, 'observables')).toMatchObject({
      edges: [{ node: { observable_value: 'a.example' } }],
    });
    expect(names(field(observable, 'indicators'))).toEqual(['I']);
  });

  it('fills in what the platform fills in of an indicator', () => {
    const rig = new PlatformRig();
    const valid_from = '2026-01-01T00:00:00.000Z';
    const pattern = "[domain-name:value = 'a.example']";

    const node = nodeOf(
      rig,
      withId({ type: 'indicator', name: 'I', pattern, pattern_type: 'stix', valid_from }),
    );

    expect(node).toMatchObject({
      valid_from,
      valid_until: '2027-01-01T00:00:00.000Z',
      x_opencti_score: 50,
      x_opencti_detection: false,
    });
  });

  it('lists the files of an entity, newest first, by MIME type', async () => {
    const rig = new PlatformRig();
    const stored = rig.store(malware);
    for (const name of ['a.txt', 'b.csv', 'c.txt']) {
      await rig.files.put({
        folders: ['import', 'Malware', stored.internalId],
        name,
        bytes: Buffer.from(''),
        creatorId: 'u',
        entityId: stored.internalId,
      });
    }

    const node = entityNode(stored, rig);

    expect(names(field(node, 'importFiles'))).toEqual(['c.txt', 'b.csv', 'a.txt']);
    expect(names(field(node, 'importFiles', { prefixMimeType: 'text/plain', first: 1 }))).toEqual([
      'c.txt',
    ]);
    expect(names(field(node, 'exportFiles'))).toEqual([]);
  });

  it('keeps hostile members as data', () => {
    const rig = new PlatformRig();
    const hostile = JSON.parse(
      `{"type":"malware","id":"${malware.id}","name":"Emotet","__proto__":{"x":1},"hashes":7,"labels":{"a":1}}`,
    ) as StixRecord;

    const node = nodeOf(rig, hostile);

    expect(node.hashes).toEqual([]);
    expect(field(node, 'objectLabel')).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
