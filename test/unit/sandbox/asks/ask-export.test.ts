import { askSingleExport } from '../../../../src/sandbox/asks/ask-export.js';
import { tlpMarking } from '../../../../src/stix/index.js';
import { NOW, PlatformRig, withId } from '../platform-rig.js';

const malware = withId({ type: 'malware', name: 'Emotet' });
const options = {
  userId: 'user',
  format: 'application/json',
  exportType: 'simple',
  fileMarkings: [],
  maxMarkings: [],
} as const;

describe('askSingleExport', () => {
  it('asks every connector that makes the format, each for a file of its own', async () => {
    const rig = new PlatformRig();
    const ids = [
      rig.register({ type: 'INTERNAL_EXPORT_FILE', name: 'One', scope: ['application/json'] }),
      rig.register({ type: 'INTERNAL_EXPORT_FILE', name: 'Two' }),
      rig.register({ type: 'INTERNAL_EXPORT_FILE', name: 'Three', scope: ['text/csv'] }),
    ];

    const works = await askSingleExport(rig.store(malware), options, rig);

    expect(works.map(({ name }) => name)).toEqual([
      `${NOW}_TLP:ALL_(One)_Malware-Emotet_simple.json`,
      `${NOW}_TLP:ALL_(Two)_Malware-Emotet_simple.json`,
    ]);
    expect(ids.map(id => rig.asked(id).length)).toEqual([1, 1, 0]);
  });

  it('leaves out what is marked more strictly than may be exported', async () => {
    const rig = new PlatformRig();
    const id = rig.register({ type: 'INTERNAL_EXPORT_FILE' });
    const [green, amber, strict, red] = (
      ['TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'] as const
    ).map(tlp => rig.knowledge.find(tlpMarking(tlp).id)?.internalId);
    const markings = { fileMarkings: [String(green)], maxMarkings: [String(green)] };

    await askSingleExport(rig.store(malware), { ...options, ...markings }, rig);

    const [{ event }] = rig.asked(id) as unknown as [{ event: Record<string, never> }];
    const [filter] = (event.access_filter as unknown as { filters: { values: string[] }[] })
      .filters;
    expect(event.file_name).toContain('_TLP:GREEN_');
    expect(event.file_markings).toEqual([green]);
    expect(filter?.values.sort()).toEqual([amber, strict, red].sort());
  });
});
