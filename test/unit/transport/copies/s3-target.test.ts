import { Secret } from '../../../../src/config/index.js';
import { s3Target, type RegisteredStorage } from '../../../../src/transport/index.js';

const registered: RegisteredStorage = {
  endpoint: 'minio',
  port: 9_000,
  useSsl: false,
  bucketName: 'opencti-bucket',
  bucketRegion: 'eu-west-1',
  accessKey: new Secret('registered-access'),
  secretKey: new Secret('registered-secret'),
};

describe('s3Target', () => {
  it('is where the platform says', () => {
    const target = s3Target(registered);

    expect(target).toMatchObject({
      url: 'http://minio:9000',
      region: 'eu-west-1',
      bucket: 'opencti-bucket',
    });
    expect(target.accessKey.reveal()).toBe('registered-access');
  });

  it('is where the operator says, setting by setting', () => {
    const target = s3Target(registered, {
      endpoint: 's3.example.org',
      port: 443,
      useSsl: true,
      bucketRegion: 'us-west-2',
      bucket: 'mine',
      accessKey: new Secret('own-access'),
      secretKey: new Secret('own-secret'),
    });

    expect(target).toMatchObject({
      url: 'https://s3.example.org:443',
      region: 'us-west-2',
      bucket: 'mine',
    });
    expect([target.accessKey.reveal(), target.secretKey.reveal()]).toEqual([
      'own-access',
      'own-secret',
    ]);
  });

  it('lets a local false win over a true of the platform', () => {
    expect(s3Target({ ...registered, useSsl: true }, { useSsl: false }).url).toMatch(/^http:/);
  });

  it('has a region where nobody names one', () => {
    expect(s3Target({ ...registered, bucketRegion: null }).region).toBe('us-east-1');
    expect(s3Target({ ...registered, bucketRegion: '' }).region).toBe('us-east-1');
  });

  it('takes an address of IPv6', () => {
    expect(s3Target({ ...registered, endpoint: '::1' }).url).toBe('http://[::1]:9000');
  });

  it('names all that is missing', () => {
    const nothing = { ...registered, endpoint: '', secretKey: new Secret('') };

    expect(() => s3Target(nothing)).toThrow(
      "Bundles can't be copied with this S3_ENDPOINT, S3_SECRET_KEY: neither set nor told by OpenCTI",
    );
    expect(() => s3Target(undefined)).toThrow(
      /S3_ENDPOINT, S3_PORT, S3_ACCESS_KEY, S3_SECRET_KEY, CONNECTOR_SEND_TO_S3_BUCKET/,
    );
  });

  it.each([
    'https://minio',
    'user:sesame@minio',
    'minio/sesame',
    'minio:9000',
    'a b',
    'x\u0000',
    '-x-',
  ])('refuses %j as a host, and does not show it', endpoint => {
    const refuse = (): unknown => s3Target(registered, { endpoint });

    expect(refuse).toThrow(expect.objectContaining({ code: 'TRANSPORT_COPY_INVALID' }));
    expect(refuse).toThrow(/^(?!.*sesame).*S3_ENDPOINT/);
  });
});
