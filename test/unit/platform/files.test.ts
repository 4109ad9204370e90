import { Files } from '../../../src/platform/index.js';
import { ScriptedConnection } from '../../support/scripted-connection.js';
import type { QueryScript } from '../../support/scripted-queries.js';

const csv = { name: 'a.csv', content: 'x', mimeType: 'text/csv' };
const stored = { id: 'import/global/a.csv', name: 'a.csv' };
const filesWith = (script: QueryScript) => {
  const connection = new ScriptedConnection(script);

  return { connection, files: new Files(connection) };
};

describe('Files', () => {
  it('reads a file as it comes', async () => {
    const { connection, files } = filesWith(() => ({}));
    const chunks: string[] = [];

    for await (const chunk of files.read('import/global/a.csv', { maxBytes: 10 })) {
      chunks.push(chunk.toString());
    }

    expect(chunks).toEqual(['one ', 'two']);
    expect(connection.downloads).toEqual([
      { file: 'import/global/a.csv', options: { maxBytes: 10 } },
    ]);
  });

  it('reads a small file as a whole, within a limit', async () => {
    const { connection, files } = filesWith(() => ({}));

    const bytes = await files.bytes('import/global/a.csv');

    expect(bytes.toString()).toBe('one two');
    expect(connection.downloads[0]?.options).toEqual({ maxBytes: 100_000_000 });
  });

  it('lists the files of an entity', async () => {
    const { files } = filesWith(() => ({
      stixCoreObject: { importFiles: { edges: [{ node: stored }] } },
    }));

    await expect(files.list('i1')).resolves.toEqual([stored]);
  });

  it('lists none of an entity that is not there', async () => {
    const { files } = filesWith(() => ({ stixCoreObject: null }));

    await expect(files.list('i1')).resolves.toEqual([]);
  });

  it('stores a file for everybody', async () => {
    const { connection, files } = filesWith(() => ({ uploadImport: stored }));

    await expect(files.uploadImport(csv, { markings: ['m1'] })).resolves.toEqual(stored);

    expect(connection.uploads[0]).toMatchObject({
      operation: 'UploadImport',
      variables: { fileMarkings: ['m1'] },
      file: csv,
    });
  });

  it('stores a workbench', async () => {
    const { connection, files } = filesWith(() => ({ uploadPending: stored }));

    await files.uploadPending(csv, { entityId: 'i1', markings: ['m1'] });

    expect(connection.uploads[0]?.variables).toEqual({ entityId: 'i1', file_markings: ['m1'] });
  });

  it('stores a file beside an entity', async () => {
    const { connection, files } = filesWith(() => ({ stixCoreObjectEdit: { importPush: stored } }));
    const version = new Date('2026-03-04T09:12:33.120Z');

    await files.importPush('i1', csv, { version, noTriggerImport: true });

    expect(connection.uploads[0]?.variables).toEqual({
      id: 'i1',
      fileMarkings: [],
      version: '2026-03-04T09:12:33.120Z',
      noTriggerImport: true,
    });
  });

  it('stores the export of an entity', async () => {
    const { connection, files } = filesWith(() => ({ stixDomainObjectEdit: { exportPush: true } }));

    await files.exportPush('i1', csv, { markings: ['m1'] });

    expect(connection.uploads[0]?.variables).toEqual({ id: 'i1', file_markings: ['m1'] });
  });

  it('stores the export of a list', async () => {
    const { connection, files } = filesWith(() => ({ stixCoreObjectsExportPush: true }));

    await files.exportListPush({ entityType: 'Malware', entityId: 'i1', listFilters: '{}' }, csv);

    expect(connection.uploads[0]?.variables).toEqual({
      entity_id: 'i1',
      entity_type: 'Malware',
      file_markings: [],
      listFilters: '{}',
    });
  });

  it('stores what an analysis found', async () => {
    const { connection, files } = filesWith(() => ({
      stixCoreObjectEdit: { analysisPush: stored },
    }));
    const content = {
      contentSource: 'content_mapping',
      contentType: 'fields',
      analysisType: 'mapping_analysis',
    } as const;

    await expect(files.analysisPush('i1', csv, content)).resolves.toEqual(stored);

    expect(connection.uploads[0]?.variables).toEqual({ id: 'i1', ...content });
  });

  it('deletes an uploaded file', async () => {
    const { connection, files } = filesWith(() => ({ deleteImport: null }));

    await files.deleteImport('import/global/a.csv');

    expect(connection.asked[0]).toMatchObject({
      operation: 'InternalFileDelete',
      variables: { fileName: 'import/global/a.csv' },
      options: { isIdempotent: true },
    });
  });

  it.each([[{}], [{ uploadImport: null }], [{ uploadImport: { id: 'x' } }]])(
    'does not take %j for stored',
    async answer => {
      const { files } = filesWith(() => answer);

      await expect(files.uploadImport(csv)).rejects.toMatchObject({ code: 'PLATFORM_ANSWER' });
    },
  );

  it('does not take false for stored', async () => {
    const { files } = filesWith(() => ({
      stixDomainObjectEdit: { exportPush: false },
      stixCoreObjectsExportPush: false,
    }));

    await expect(files.exportPush('i1', csv)).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
      details: { path: 'exportPush', expected: 'true' },
    });
    await expect(files.exportListPush({ entityType: 'Malware' }, csv)).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
    });
  });
});
