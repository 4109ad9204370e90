import { stixSourceOf } from '../../../../src/sandbox/entities/entity-surroundings.js';
import { platformStix } from '../../../../src/sandbox/knowledge/platform-stix.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import {
  MITRE_EXTENSION,
  OPENCTI_EXTENSION,
  OPENCTI_OBSERVABLE_EXTENSION,
} from '../../../../src/stix/index.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const author = withId({ type: 'identity', name: 'Alpha', identity_class: 'organization' });

interface Written extends StixRecord {
  readonly extensions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function written(rig: PlatformRig, ...objects: StixRecord[]): Written {
  return platformStix(rig.store(...objects), stixSourceOf(rig)) as Written;
}

describe('platformStix', () => {
  it('writes what is of OpenCTI into the extension, and nothing of it at the root', () => {
    const rig = new PlatformRig();
    const indicator = withId({
      type: 'indicator',
      name: 'one',
      pattern: "[ipv4-addr:value = '198.51.100.7']",
      pattern_type: 'stix',
      created_by_ref: author.id,
      x_opencti_score: 70,
      x_opencti_main_observable_type: 'IPv4-Addr',
    });

    const stix = written(rig, author, indicator);

    const extension = stix.extensions[OPENCTI_EXTENSION];
    expect(stix).toMatchObject({ id: indicator.id, type: 'indicator', spec_version: '2.1' });
    expect(Object.keys(stix).filter(name => name.startsWith('x_'))).toEqual([]);
    expect(extension).toMatchObject({
      extension_type: 'property-extension',
      id: rig.knowledge.find(indicator.id)?.internalId,
      type: 'Indicator',
      created_at: NOW,
      score: 70,
      main_observable_type: 'IPv4-Addr',
      created_by_ref_id: rig.knowledge.find(author.id)?.internalId,
    });
  });

  it('writes what observables have beyond STIX into an extension of their own', () => {
    const rig = new PlatformRig();
    const domain = withId({
      type: 'domain-name',
      value: 'a.example',
      x_opencti_labels: ['c2'],
      x_opencti_score: 55,
      x_opencti_description: 'seen',
      x_opencti_created_by_ref: author.id,
    });

    const stix = written(rig, author, domain);

    expect(stix.extensions[OPENCTI_OBSERVABLE_EXTENSION]).toEqual({
      extension_type: 'property-extension',
      labels: ['c2'],
      description: 'seen',
      score: 55,
      created_by_ref: author.id,
    });
    expect(stix.extensions[OPENCTI_EXTENSION]).not.toHaveProperty('score');
    expect(stix).not.toHaveProperty('labels');
  });

  it('writes the members of observables that only OpenCTI has at the root', () => {
    const rig = new PlatformRig();
    const hostname = withId({ type: 'hostname', value: 'web-1', x_opencti_labels: ['dmz'] });

    const stix = written(rig, hostname);

    expect(stix).toMatchObject({ value: 'web-1', labels: ['dmz'] });
    expect(stix.extensions[OPENCTI_OBSERVABLE_EXTENSION]).toEqual({ extension_type: 'new-sco' });
  });

  it('tells both ends of a relationship by their internal ids', () => {
    const rig = new PlatformRig();
    const malware = withId({ type: 'malware', name: 'Emotet' });
    const tool = withId({ type: 'tool', name: 'PsExec' });
    const uses = withId({
      type: 'relationship',
      relationship_type: 'uses',
      source_ref: malware.id,
      target_ref: tool.id,
    });

    const stix = written(rig, malware, tool, uses);

    expect(stix.source_ref).toBe(malware.id);
    expect(stix.extensions[OPENCTI_EXTENSION]).toMatchObject({
      type: 'uses',
      source_ref: rig.knowledge.find(malware.id)?.internalId,
      source_value: 'Emotet',
      source_type: 'Malware',
      target_value: 'PsExec',
    });
  });

  it('writes a marking as the platform names it', () => {
    const rig = new PlatformRig();
    const green = rig.knowledge.find('marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da');
    if (!green) throw new Error('no marking');

    const stix = platformStix(green, stixSourceOf(rig)) as Written;

    expect(stix).toMatchObject({ name: 'TLP:GREEN', definition_type: 'TLP' });
    expect(stix.extensions[OPENCTI_EXTENSION]).toMatchObject({ order: 2, color: '#2e7d32' });
  });

  it('lists the files of an object with the address they are fetched from', async () => {
    const rig = new PlatformRig();
    const stored = rig.store(withId({ type: 'malware', name: 'Emotet' }));
    await rig.files.put({
      folders: ['import', 'Malware', stored.internalId],
      name: 'Notes.txt',
      bytes: Buffer.from('one'),
      creatorId: 'u',
      entityId: stored.internalId,
    });

    const stix = platformStix(stored, stixSourceOf(rig)) as Written;

    expect(stix.extensions[OPENCTI_EXTENSION]?.files).toMatchObject([
      {
        name: 'Notes.txt',
        uri: `/storage/get/import/Malware/${stored.internalId}/notes.txt`,
        mime_type: 'text/plain',
      },
    ]);
  });

  it('writes what MITRE has into the extension of MITRE', () => {
    const rig = new PlatformRig();

    const stix = written(
      rig,
      withId({ type: 'attack-pattern', name: 'Phishing', x_mitre_id: 'T1566' }),
    );

    expect(stix.extensions[MITRE_EXTENSION]).toMatchObject({ id: 'T1566' });
  });

  it('keeps extensions of others, and what was given in its own', () => {
    const rig = new PlatformRig();
    const file = withId({
      type: 'file',
      name: 'a.zip',
      hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' },
    });
    const extensions = {
      'archive-ext': { comment: 'c' },
      [OPENCTI_EXTENSION]: { opencti_operation: 'x', workflow_id: 'w' },
    };

    const stix = written(rig, { ...file, extensions });

    expect(stix.extensions['archive-ext']).toEqual({ comment: 'c' });
    expect(stix.extensions[OPENCTI_EXTENSION]).toMatchObject({ workflow_id: 'w' });
    expect(stix.extensions[OPENCTI_EXTENSION]).not.toHaveProperty('opencti_operation');
  });
});
