import { askImport, importAutomatically } from '../../../../src/sandbox/asks/ask-import.js';
import type { StoredFile } from '../../../../src/sandbox/files/stored-file.js';
import { PlatformRig } from '../platform-rig.js';

const type = 'INTERNAL_IMPORT_FILE';

async function upload(rig: PlatformRig, details: object = {}): Promise<StoredFile> {
  return rig.files.put({
    folders: ['import', 'global'],
    name: 'a.csv',
    bytes: Buffer.from('a'),
    creatorId: 'user',
    ...details,
  });
}

describe('importAutomatically', () => {
  it.each([
    ['auto, of the type', { auto: true, scope: ['text/csv'] }, null, 1],
    ['auto, of the type in other letters', { auto: true, scope: ['TEXT/CSV'] }, null, 1],
    ['auto, without a scope', { auto: true, scope: [] }, null, 1],
    ['auto, of another type', { auto: true, scope: ['text/html'] }, null, 0],
    ['not auto', { scope: ['text/csv'] }, null, 0],
    ['only for entities, without one', { auto: true, onlyContextual: true }, null, 0],
    ['only for entities, with one', { auto: true, onlyContextual: true }, 'entity', 1],
  ] as const)('asks a connector that is %s %j, entity %s: %i times', async (...row) => {
    const [, options, entityId, times] = row;
    const rig = new PlatformRig();
    const id = rig.register({ type, ...options });

    await importAutomatically(await upload(rig, { entityId }), { userId: 'user' }, rig);

    expect(rig.asked(id)).toHaveLength(times);
  });

  it('starts nothing on a file that waits to be looked at', async () => {
    const rig = new PlatformRig();
    const id = rig.register({ type, auto: true });
    const file = await upload(rig, { folders: ['import', 'pending'] });

    await importAutomatically(file, { userId: 'user' }, rig);

    expect(rig.asked(id)).toEqual([]);
  });
});

describe('askImport', () => {
  it('asks the connector that is named, whatever its scope', async () => {
    const rig = new PlatformRig();
    const id = rig.register({ type, scope: ['text/html'] });
    const other = rig.register({ type, scope: ['text/csv'] });
    const options = { userId: 'user', connectorId: id, configuration: '{"mapper":1}' };

    const works = await askImport(await upload(rig), options, rig);

    expect(works).toMatchObject([{ connectorId: id, eventSourceId: 'import/global/a.csv' }]);
    expect(rig.asked(id)).toMatchObject([{ configuration: '{"mapper":1}' }]);
    expect(rig.asked(other)).toEqual([]);
  });

  it('refuses a connector that is not there', async () => {
    const rig = new PlatformRig();
    const options = { userId: 'user', connectorId: 'unknown' };

    const asking = askImport(await upload(rig), options, rig);

    await expect(asking).rejects.toMatchObject({ code: 'FUNCTIONAL_ERROR' });
  });
});
