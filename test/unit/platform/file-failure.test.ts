import { fileFailure } from '../../../src/platform/file-failure.js';

const platform = { url: 'http://opencti.example', characters: 36 };
const asked = { file: 'import/global/a.csv', from: 7, isApplicant: false };
const judge = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  explanation = '',
  more = {},
) =>
  fileFailure(
    { status, headers, explanation },
    { ...asked, ...more },
    platform,
    new Date('2026-01-01T00:00:00Z'),
  );
const restricted = '{"status":"error","error":"File not found or restricted"}';

describe('fileFailure', () => {
  it.each([
    ['the whole file', 200, { 'content-type': 'application/json' }],
    ['a part of it', 206, { 'content-type': 'text/plain' }],
    ['a stored page', 200, { 'content-type': 'text/html', 'content-disposition': 'attachment' }],
    ['a file without a type', 200, {}],
    ['a file that says it is not packed', 200, { 'content-encoding': 'identity' }],
  ])('takes %s', (_what, status, headers) => {
    expect(judge(status, headers)).toBeUndefined();
  });

  it.each([
    ['401', 401, {}, '', 'PLATFORM_TOKEN_REFUSED', 'stop'],
    ['403', 403, {}, 'Forbidden', 'PLATFORM_TOKEN_REFUSED', 'stop'],
    ['404', 404, {}, '', 'PLATFORM_FILE_MISSING', 'stop'],
    ['503 that means 404', 503, {}, restricted, 'PLATFORM_FILE_MISSING', 'stop'],
    ['503 of a proxy', 503, {}, '<html>', 'PLATFORM_UNAVAILABLE', 'retry'],
    ['503 without a word', 503, {}, '', 'PLATFORM_UNAVAILABLE', 'retry'],
    ['500', 500, {}, restricted, 'PLATFORM_UNAVAILABLE', 'retry'],
    ['429', 429, {}, '', 'PLATFORM_UNAVAILABLE', 'retry'],
    ['416', 416, {}, '', 'PLATFORM_FILE_CUT', 'retry'],
    ['a redirect', 302, { location: '/login' }, '', 'PLATFORM_NOT_OPENCTI', 'stop'],
    ['204', 204, {}, '', 'PLATFORM_NOT_OPENCTI', 'stop'],
    ["OpenCTI's pages", 200, { 'content-type': 'text/html' }, '', 'PLATFORM_NOT_OPENCTI', 'stop'],
    ['packed bytes', 200, { 'content-encoding': 'gzip' }, '', 'PLATFORM_ANSWER', 'retry'],
  ])('makes of %s %s', (_what, status, headers, explanation, code, recovery) => {
    expect(judge(status, headers, explanation)).toMatchObject({ code, recovery });
  });

  it('hands on how long OpenCTI asks to wait', () => {
    const inSeconds = judge(429, { 'retry-after': '9' });
    const byDate = judge(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' });

    expect(inSeconds?.details).toMatchObject({ afterMs: 9_000 });
    expect(byDate?.details).toMatchObject({ afterMs: 5_000 });
  });

  it('says that the applicant may be the unknown one', () => {
    expect(judge(403, {}, '', { isApplicant: true })?.message).toContain('in whose name');
  });
});
