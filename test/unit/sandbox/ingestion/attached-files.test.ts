import { takeFiles } from '../../../../src/sandbox/ingestion/attached-files.js';
import type { StixRecord } from '../../../../src/sandbox/knowledge/stix-record.js';
import { OPENCTI_EXTENSION } from '../../../../src/stix/index.js';

const report: StixRecord = { type: 'report', id: 'report--1', name: 'A report' };
const file = { name: 'a.txt', data: Buffer.from('text').toString('base64') };

describe('takeFiles', () => {
  it('gives back an object without files as it is', () => {
    const taken = takeFiles(report);

    expect(taken.object).toBe(report);
    expect(taken.files).toEqual([]);
  });

  it.each([
    ['at the root', { x_opencti_files: [file] }],
    ['in the extension', { extensions: { [OPENCTI_EXTENSION]: { files: [file] } } }],
  ])('takes files %s out, and decodes them', (_where, members) => {
    const { object, files } = takeFiles({ ...report, ...members });

    expect(files).toMatchObject([{ name: 'a.txt', triggersImport: true, isEmbedded: false }]);
    expect(files[0]?.bytes.toString()).toBe('text');
    expect(JSON.stringify(object)).not.toContain(file.data);
  });

  it('keeps what stands beside the files in the extension', () => {
    const extensions = { [OPENCTI_EXTENSION]: { files: [file], score: 5 }, other: { a: 1 } };

    const { object } = takeFiles({ ...report, extensions });

    expect(object.extensions).toEqual({ [OPENCTI_EXTENSION]: { score: 5 }, other: { a: 1 } });
  });

  it('knows which files start no import', () => {
    const given = [
      { ...file, no_trigger_import: true },
      { ...file, embedded: true },
    ];

    const { files } = takeFiles({ ...report, x_opencti_files: given });

    expect(files).toMatchObject([{ triggersImport: false }, { isEmbedded: true }]);
  });

  it.each([null, 5, 'text', [], {}, { name: '' }, { name: 'a' }, { name: 5, data: 'dA==' }])(
    'leaves the file %j out',
    given => {
      const { files } = takeFiles({ ...report, x_opencti_files: [given, file] });

      expect(files.map(({ name }) => name)).toEqual(['a.txt']);
    },
  );
});
