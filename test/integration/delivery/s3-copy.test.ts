import { S3Copy, s3Target, type S3CopyOptions } from '../../../src/transport/index.js';
import { Secret } from '../../../src/config/index.js';
import { FakeClock } from '../../../src/testing/index.js';
import { FakeS3, s3Error } from '../../support/fake-s3.js';
import { RecordingLog } from '../../support/recording-log.js';
import { connector, envelope, sampleBundle } from './sample-copy.js';

const NOW = new Date('2026-03-04T05:06:07.890Z');
const DAY_MS = 86_400_000;
const ACCESS_KEY = 'AKIA-sesame-1';
const SECRET_KEY = 'sesame-2';

let store: FakeS3;
let clock: FakeClock;
let log: RecordingLog;
let copy: S3Copy;

beforeEach(async () => {
  store = await FakeS3.start('opencti-bucket');
  clock = new FakeClock(NOW);
  log = new RecordingLog();
  copy = copyWith();
});

afterEach(async () => {
  await copy.close();
  await store.stop();
});

function copyWith(options: Partial<S3CopyOptions> = {}): S3Copy {
  return new S3Copy(
    {
      target: s3Target({
        endpoint: '127.0.0.1',
        port: store.port,
        useSsl: false,
        bucketName: 'opencti-bucket',
        bucketRegion: 'eu-west-3',
        accessKey: new Secret(ACCESS_KEY),
        secretKey: new Secret(SECRET_KEY),
      }),
      folder: 'connectors',
      retentionDays: 7,
      connector,
      random: () => 0,
      ...options,
    },
    clock,
    log,
  );
}

const keys = (): string[] => [...store.objects.keys()];
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);
const old = (n: number): string =>
  `connectors/alpha_feed-20260101-000000-17${String(n).padStart(8, '0')}.5.json`;

/** Waits for real sockets, and skips the pauses between tries. */
async function skippingPauses<T>(task: Promise<T>): Promise<T> {
  let isOver = false;
  const over = (): void => void (isOver = true);
  task.then(over, over);
  while (!isOver) await clock.advance(clock.nextInMs ?? 0);

  return task;
}

describe('a copy in an object store', () => {
  it('is one object with the whole bundle, as pycti writes it', async () => {
    await copy.write(sampleBundle, envelope);

    const [[key = '', object] = []] = [...store.objects];
    expect(key).toMatch(/^connectors\/alpha_feed-20260304-\d{6}-1772600767\.890000\.json$/);
    expect(object?.contentType).toBe('application/json');
    expect(JSON.parse(object?.text ?? '')).toEqual({
      bundle_type: 'S3_BUNDLE',
      applicant_id: 'user-1',
      connector: {
        id: connector.id,
        name: 'Alpha Feed',
        type: 'EXTERNAL_IMPORT',
        scope: 'indicator,malware',
        auto: false,
        validate_before_import: false,
      },
      entities_types: null,
      bundle: sampleBundle,
      update: false,
    });
  });

  it('is signed for the region of the bucket', async () => {
    await copy.write(sampleBundle, envelope);

    expect(store.asked('PUT')[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA-sesame-1\/\d{8}\/eu-west-3\/s3\/aws4_request/,
    );
  });

  it.each([
    ['connectors/', 'connectors/alpha_feed-'],
    ['a/b//', 'a/b/alpha_feed-'],
    ['.', 'alpha_feed-'],
    ['', 'alpha_feed-'],
  ])('in folder %j begins with %s', async (folder, beginning) => {
    copy = copyWith({ folder });

    await copy.write(sampleBundle, envelope);

    expect(keys()).toEqual([expect.stringMatching(new RegExp(`^${beginning}`))]);
  });

  it('of a connector with a hostile name stays in its folder', async () => {
    copy = copyWith({ connector: { ...connector, name: '../../x\u0000/<y>' } });

    await copy.write(sampleBundle, envelope);

    expect(keys()).toEqual([expect.stringMatching(/^connectors\/__.._x___y_-20260304-[^/]+$/)]);
  });

  it('is tried again when the store is busy', async () => {
    let failures = 2;
    store.failing = () => (failures-- > 0 ? s3Error(503, 'SlowDown') : undefined);

    await skippingPauses(copy.write(sampleBundle, envelope));

    expect(store.asked('PUT')).toHaveLength(3);
    expect(keys()).toHaveLength(1);
  });
});

describe('an object store that fails', () => {
  it.each([
    ['AccessDenied', 403],
    ['InvalidAccessKeyId', 403],
    ['SignatureDoesNotMatch', 403],
    ['NoSuchBucket', 404],
  ])('with %s is not asked again, and ends the process', async (code, status) => {
    store.failing = () => s3Error(status, code);

    await expect(copy.write(sampleBundle, envelope)).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_REFUSED',
      exitCode: 77,
      message: `s3://opencti-bucket/connectors/ does not take bundles: ${code} (HTTP ${status})`,
    });
    expect(store.requests).toHaveLength(1);
  });

  it.each([
    ['SlowDown', 503],
    ['InternalError', 500],
  ])('with %s all the time is tried three times; the page is tried again', async (code, status) => {
    store.failing = () => s3Error(status, code);

    await expect(skippingPauses(copy.write(sampleBundle, envelope))).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_FAILED',
      recovery: 'retry',
    });
    expect(store.asked('PUT')).toHaveLength(3);
  });

  it('because nobody listens says so', async () => {
    await store.stop();

    await expect(skippingPauses(copy.write(sampleBundle, envelope))).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('because it answers what is no XML says so', async () => {
    store.failing = () => (_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
    };

    await expect(skippingPauses(copy.write(sampleBundle, envelope))).rejects.toMatchObject({
      code: 'TRANSPORT_COPY_FAILED',
    });
  });

  it('shows no credentials, neither in the error nor in the log', async () => {
    store.failing = () => s3Error(403, 'SignatureDoesNotMatch');
    const error: unknown = await copy
      .write(sampleBundle, envelope)
      .catch((thrown: unknown) => thrown);
    store.failing = ({ method }) => (method === 'GET' ? s3Error(403, 'AccessDenied') : undefined);
    await copy.write(sampleBundle, envelope);

    const shown = [error, (error as Error).cause, (error as Error).stack, log.text];
    expect(log.at('warn')).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toMatch(/sesame|Signature=|AWS4/);
  });

  it('is given up at once when it is told to stop', async () => {
    const stop = new AbortController();
    store.failing = () => () => stop.abort(new Error('enough'));

    await expect(copy.write(sampleBundle, envelope, stop.signal)).rejects.toMatchObject({
      code: 'TRANSPORT_ABORTED',
    });
  });
});

describe('old copies in an object store', () => {
  it('are removed when they are older than the retention', async () => {
    store.hold(old(1), daysAgo(8));
    store.hold(old(2), daysAgo(6));

    await copy.write(sampleBundle, envelope);

    expect(keys()).toEqual([old(2), expect.stringContaining('20260304')]);
  });

  it('of others stay', async () => {
    const others = [
      'connectors/alpha_feed-two-20260101-000000-1700000000.5.json',
      'connectors/alpha_feed-notes.json',
      'connectors/beta-20260101-000000-1700000000.5.json',
      'elsewhere/alpha_feed-20260101-000000-1700000000.5.json',
    ];
    for (const key of others) store.hold(key, daysAgo(100));

    await copy.write(sampleBundle, envelope);

    expect(keys()).toEqual(expect.arrayContaining(others));
  });

  it('are removed a thousand at a time, however many there are', async () => {
    for (let n = 0; n < 2_500; n++) store.hold(old(n), daysAgo(30));

    await copy.write(sampleBundle, envelope);

    expect(keys()).toHaveLength(1);
    expect(store.asked('GET')).toHaveLength(3);
    expect(store.asked('POST')).toHaveLength(3);
  });

  it('are looked for at most once a minute', async () => {
    await copy.write(sampleBundle, envelope);
    await copy.write(sampleBundle, envelope);
    const early = store.asked('GET').length;
    await clock.advance(60_000);
    await copy.write(sampleBundle, envelope);

    expect([early, store.asked('GET').length]).toEqual([1, 2]);
  });

  it('are kept for ever with a retention of 0', async () => {
    copy = copyWith({ retentionDays: 0 });
    store.hold(old(1), daysAgo(3_000));

    await copy.write(sampleBundle, envelope);

    expect(keys()).toHaveLength(2);
    expect(store.asked('GET')).toEqual([]);
  });

  it('that can not be removed are told, and the copy counts all the same', async () => {
    store.hold(old(1), daysAgo(8));
    store.locked.add(old(1));

    await copy.write(sampleBundle, envelope);

    expect(keys()).toHaveLength(2);
    expect(log.lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        facts: expect.objectContaining({ objects: 1, reason: 'AccessDenied' }),
      }),
    );
  });
});
