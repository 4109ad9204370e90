import { Journal } from '../../../../src/sandbox/journal.js';
import { loadBundle } from '../../../../src/sandbox/load/load-bundle.js';
import type { Bundle, StixObject } from '../../../../src/stix/index.js';
import { PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const tool = withId({ type: 'tool', name: 'PsExec' });
const uses = withId({
  type: 'relationship',
  relationship_type: 'uses',
  source_ref: malware.id,
  target_ref: tool.id,
});

async function load(objects: unknown): Promise<{ rig: PlatformRig; notes: string[] }> {
  const rig = new PlatformRig();
  const journal = new Journal(rig.now, () => {});
  const bundle = { type: 'bundle', id: 'bundle--1', objects } as Bundle;
  await loadBundle(bundle, { ...rig, journal });

  return { rig, notes: journal.entries().map(({ facts }) => String(facts.reason)) };
}

describe('loadBundle', () => {
  it('takes objects in whatever order they come', async () => {
    const { rig, notes } = await load([uses, tool, malware]);

    expect([...rig.knowledge.all()].map(({ object }) => object.type).sort()).toEqual([
      'malware',
      'relationship',
      'tool',
    ]);
    expect(notes).toEqual([]);
  });

  it('leaves out and notes what can not be taken', async () => {
    const { rig, notes } = await load([
      ...[null, 5, { type: 'malware' }, uses, tool],
      { type: 'relationship', id: 'relationship--1' } as StixObject,
    ]);

    expect([...rig.knowledge.all()]).toHaveLength(1);
    expect(notes).toEqual([
      'it has no type or no id',
      'it has no type or no id',
      'it has no type or no id',
      'VALIDATION_ERROR: relationship has no relationship_type',
      `it refers to ${malware.id}`,
    ]);
  });

  it('refuses what is no list', async () => {
    await expect(load({})).rejects.toMatchObject({ code: 'SANDBOX_LOAD_FAILED' });
  });
});
