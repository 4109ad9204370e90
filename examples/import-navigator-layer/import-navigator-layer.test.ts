import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stix, type StixObject } from 'octiflow';
import { ConnectorBench, standardSuite, stixMatchers } from 'octiflow/testing';
import { ImportNavigatorLayer } from './import-navigator-layer.connector.js';

expect.extend(stixMatchers);

const layer = readFileSync(join(__dirname, 'fixtures/layer.json'));
const powershell = Stix.attackPattern({ name: 'PowerShell', x_mitre_id: 'T1059.001' });
const actor = Stix.intrusionSet({ name: 'Sandworm' });
const report = Stix.report({
  name: 'Incident',
  published: '2026-01-01T00:00:00Z',
  object_refs: [actor],
});
const asked = { bypassValidation: true };
let bench: ConnectorBench;

async function importing(content: Uint8Array | string, options: object = {}, name = 'layer.json') {
  bench = await ConnectorBench.for(ImportNavigatorLayer, { load: [actor, report, powershell] });

  return bench.importFile(name, 'application/json', content, { ...asked, ...options });
}

const idsOf = (objects: readonly StixObject[]): unknown[] =>
  objects.flatMap(object => (object as { x_mitre_id?: string }).x_mitre_id ?? []);

describe('the import of a Navigator layer', () => {
  afterEach(() => bench.close());

  it('makes one attack pattern of each technique that is switched on', async () => {
    const { objects, report: done } = await importing(layer);

    expect(done.outcome).toBe('ok');
    expect(idsOf(objects)).toEqual(['T1059.001', 'T1078', 'T1491.002']);
  });

  it('calls a technique what OpenCTI calls it, and else by its id', async () => {
    const { objects } = await importing(layer);

    expect(objects).toContainStix({ id: powershell.id, name: 'PowerShell' });
    expect(objects).toContainStix({ name: 'T1491.002', x_mitre_id: 'T1491.002' });
  });

  it('lets the entity of the file use them, with what the layer says about it', async () => {
    const { objects } = await importing(layer, { entityId: actor.id });

    expect(objects).toContainStix({
      relationship_type: 'uses',
      source_ref: actor.id,
      target_ref: powershell.id,
      description: 'Encoded commands',
    });
  });

  it('puts them into the container that the file belongs to', async () => {
    const { objects } = await importing(layer, { entityId: report.id });

    expect(objects).toContainStix({
      id: report.id,
      object_refs: expect.arrayContaining([powershell.id]),
    });
    expect(objects.some(({ type }) => type === 'relationship')).toBe(false);
  });

  it('takes several layers that were saved together', async () => {
    const { objects } = await importing(
      JSON.stringify([
        { techniques: [{ techniqueID: 'T1001' }] },
        { techniques: [{ techniqueID: 't1002' }, { techniqueID: 'T1001' }] },
      ]),
    );

    expect(idsOf(objects)).toEqual(['T1001', 'T1002']);
  });

  it('tells how many techniques it could not read', async () => {
    const { work } = await importing(layer);

    expect(JSON.stringify(work)).toContain('3 techniques without a usable id are left out');
  });

  it.each([
    ['is empty', ''],
    ['holds NULs', '\0\0\0\0'],
    ['is no JSON', '<layer/>'],
    ['is cut', layer.subarray(0, 200)],
    ['is another JSON', '{"objects": []}'],
    ['is null', 'null'],
    ['has techniques that are no list', '{"techniques": {"__proto__": {"techniqueID": "T1"}}}'],
  ])('refuses a file that %s, and says so in the work', async (_what, content) => {
    const { objects, report: done, work } = await importing(content);

    expect(objects).toEqual([]);
    expect(done.outcome).toBe('failed');
    expect(work.errors).toHaveLength(1);
  });

  it('goes on after a file that it refused', async () => {
    await importing('rubbish');

    const { objects } = await bench.importFile('next.json', 'application/json', layer, asked);

    expect(objects).toHaveLength(3);
  });
});

standardSuite(ImportNavigatorLayer, {
  exercise: suite => suite.importFile('layer.json', 'application/json', layer, asked),
});
