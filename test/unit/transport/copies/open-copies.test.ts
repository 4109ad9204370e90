import { S3Settings, Secret } from '../../../../src/config/index.js';
import { FakeClock } from '../../../../src/testing/index.js';
import { openCopies, type CopySettings } from '../../../../src/transport/index.js';
import { RecordingLog } from '../../../support/recording-log.js';

const NONE: CopySettings = {
  sendToQueue: true,
  sendToDirectory: false,
  sendToDirectoryRetention: 7,
  sendToS3: false,
  sendToS3Folder: 'connectors',
  sendToS3Retention: 7,
};
const connector = {
  ...{ id: 'c1', name: 'Alpha', type: 'EXTERNAL_IMPORT', scope: [] },
  ...{ auto: false, validateBeforeImport: false },
};
const registered = {
  ...{ endpoint: 'minio', port: 9_000, useSsl: false, bucketName: 'b', bucketRegion: null },
  ...{ accessKey: new Secret('a'), secretKey: new Secret('s') },
};

const open = async (settings: Partial<CopySettings>, s3 = new S3Settings()) => {
  const options = { settings: { ...NONE, ...settings }, s3, registered, connector };
  const copies = await openCopies(options, new FakeClock(), new RecordingLog());
  for (const copy of copies) await copy.close();

  return copies.map(({ place }) => place);
};

describe('openCopies', () => {
  it('makes no copies unless told to', async () => {
    expect(await open({})).toEqual([]);
  });

  it('makes both when told to', async () => {
    const folders = { sendToDirectory: true, sendToDirectoryPath: __dirname };

    expect(await open({ ...folders, sendToS3: true, sendToS3Bucket: 'mine' })).toEqual([
      __dirname,
      's3://mine/connectors/',
    ]);
  });

  it('does without the queue when there is a copy', async () => {
    expect(await open({ sendToQueue: false, sendToS3: true })).toEqual(['s3://b/connectors/']);
  });

  it('refuses to send nowhere', async () => {
    await expect(open({ sendToQueue: false })).rejects.toMatchObject({
      code: 'TRANSPORT_NOWHERE',
      exitCode: 78,
    });
  });

  it('refuses a copy in a folder that is not named', async () => {
    await expect(open({ sendToDirectory: true })).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_INVALID',
      message: expect.stringContaining('CONNECTOR_SEND_TO_DIRECTORY_PATH'),
    });
  });

  it('refuses a folder that is missing before anything runs', async () => {
    await expect(
      open({ sendToDirectory: true, sendToDirectoryPath: '/no/such/folder' }),
    ).rejects.toMatchObject({ code: 'TRANSPORT_COPY_INVALID' });
  });
});
