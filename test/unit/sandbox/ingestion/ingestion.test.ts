import { PlatformRig, withId } from '../platform-rig.js';

const report = withId({ type: 'report', name: 'A report', published: '2026-01-02T03:04:05Z' });
const file = { name: 'a.txt', data: Buffer.from('text').toString('base64') };

describe('ingestion', () => {
  let rig: PlatformRig;
  beforeEach(() => (rig = new PlatformRig()));

  it('tells what changed and from whom, and nothing when nothing did', async () => {
    const target = { knowledge: rig.knowledge, origin: { userId: 'me' } };

    await rig.ingestion.import(report, target);
    await rig.ingestion.import(report, target);

    expect(rig.changes).toMatchObject([{ change: { kind: 'create' }, origin: { userId: 'me' } }]);
  });

  it('keeps the files of an object with it, and tells import connectors', async () => {
    const target = { knowledge: rig.knowledge, origin: { userId: 'me' } };

    await rig.ingestion.import({ ...report, x_opencti_files: [file] }, target);
    const { internalId = '' } = rig.knowledge.find(report.id) ?? {};

    expect(rig.arrived).toEqual([`import/Report/${internalId}/a.txt`]);
  });

  it('deletes the files with the object', async () => {
    const target = { knowledge: rig.knowledge, origin: { userId: 'me' } };
    await rig.ingestion.import({ ...report, x_opencti_files: [file] }, target);

    await rig.ingestion.import({ ...report, opencti_operation: 'delete' }, target);

    expect(rig.files.under()).toEqual([]);
  });

  it('keeps live files when a draft deletes the object', async () => {
    const live = { knowledge: rig.knowledge, origin: { userId: 'me' } };
    await rig.ingestion.import({ ...report, x_opencti_files: [file] }, live);
    const draft = rig.drafts.add({ name: 'Draft', entityId: null, creatorId: 'me' });

    await rig.ingestion.import(
      { ...report, opencti_operation: 'delete' },
      { knowledge: draft.knowledge, origin: { userId: 'me', draftId: draft.id } },
    );

    expect(rig.files.under()).toHaveLength(1);
    expect(rig.knowledge.find(report.id)).toBeDefined();
  });
});
