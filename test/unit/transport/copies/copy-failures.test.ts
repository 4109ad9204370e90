import { folderFailure } from '../../../../src/transport/copies/copy-failures.js';
import { storeFailure, storeFault } from '../../../../src/transport/copies/s3-failure.js';

const failed = (code: string): Error => Object.assign(new Error(`${code}: '/copies/x'`), { code });

describe('a folder that did not take a file', () => {
  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the quota of the disk is used up'],
    ['EIO', 'the disk fails'],
    ['EAGAIN', 'EAGAIN'],
  ])('with %s may take it the next time', (code, reason) => {
    expect(folderFailure(failed(code), '/copies')).toMatchObject({
      code: 'TRANSPORT_COPY_FAILED',
      recovery: 'retry',
      message: `A bundle could not be written to /copies: ${reason}`,
    });
  });

  it.each([
    ['EROFS', /read-only/],
    ['EACCES', /may not write/],
    ['ENOENT', /no such folder/],
  ])('with %s ends the process, and names the setting', (code, reason) => {
    expect(folderFailure(failed(code), '/copies')).toMatchObject({
      code: 'TRANSPORT_COPY_INVALID',
      exitCode: 78,
      message: expect.stringMatching(reason),
      fix: expect.stringContaining('CONNECTOR_SEND_TO_DIRECTORY_PATH'),
    });
  });

  it.each([undefined, null, 'text', {}, { code: 5 }])(
    'throwing %j is an error all the same',
    thrown => {
      expect(folderFailure(thrown, '/copies').code).toBe('TRANSPORT_COPY_FAILED');
    },
  );
});

describe('what an object store answers', () => {
  const answer = (name: string, status?: number): unknown => ({
    name,
    message: 'key AKIA-sesame is wrong',
    AWSAccessKeyId: 'AKIA-sesame',
    StringToSign: 'sesame',
    $metadata: { httpStatusCode: status },
  });

  it.each([
    ['AccessDenied', 403, 'TRANSPORT_COPY_REFUSED'],
    ['NoSuchBucket', 404, 'TRANSPORT_COPY_REFUSED'],
    ['SlowDown', 503, 'TRANSPORT_COPY_FAILED'],
    ['TooManyRequests', 429, 'TRANSPORT_COPY_FAILED'],
    ['RequestTimeout', 408, 'TRANSPORT_COPY_FAILED'],
    ['TimeoutError', undefined, 'TRANSPORT_COPY_FAILED'],
  ])('with %s (%s) is %s', (name, status, code) => {
    expect(storeFailure(storeFault(answer(name, status)), 's3://b/').code).toBe(code);
  });

  it('is told by code and status alone', () => {
    const error = storeFailure(storeFault(answer('AccessDenied', 403)), 's3://b/');

    expect(JSON.stringify([error, error.message, error.cause, error.details])).not.toContain(
      'sesame',
    );
  });

  it.each([
    [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'ENOTFOUND'],
    [new Error('wrapper for Error: connect ECONNREFUSED 10.0.0.1:9000'), 'ECONNREFUSED'],
    [new Error('key=EASY'), 'Error'],
    [{ name: 'a name that\nis a text' }, 'unknown error'],
    [undefined, 'unknown error'],
    ['text', 'unknown error'],
  ])('is read from %p as %s', (thrown, code) => {
    expect(storeFault(thrown)).toEqual({ code });
  });
});
