import { refusal } from '../../../src/platform/refusal.js';
import type { PlatformCall } from '../../../src/platform/platform-call.js';

const call: PlatformCall = {
  document: '',
  variables: { id: 'work_1', secret: 's3cret' },
  operation: 'addExpectations',
  headers: {},
  isApplicant: false,
  isIdempotent: true,
  retries: 3,
  timeoutMs: 1,
  maxBytes: 1,
};
const platform = { url: 'http://opencti.example', characters: 36 };
const fault = (code: string, message = 'no') => ({ code, message });

describe('refusal', () => {
  it.each([
    ['AUTH_REQUIRED', 'PLATFORM_TOKEN_REFUSED', 77, 'stop'],
    ['FORBIDDEN_ACCESS', 'PLATFORM_FORBIDDEN', 77, 'stop'],
    ['WORK_NOT_ALIVE', 'PLATFORM_WORK_NOT_ALIVE', 70, 'stop'],
    ['LOCK_ERROR', 'PLATFORM_UNAVAILABLE', 69, 'retry'],
    ['DATABASE_ERROR', 'PLATFORM_UNAVAILABLE', 69, 'retry'],
    ['FUNCTIONAL_ERROR', 'PLATFORM_REFUSED', 70, 'stop'],
    ['DRAFT_LOCKED', 'PLATFORM_REFUSED', 70, 'stop'],
    ['SOMETHING_NEW', 'PLATFORM_REFUSED', 70, 'stop'],
  ])('makes of %s %s', (platformCode, code, exitCode, recovery) => {
    const error = refusal([fault(platformCode)], call, platform);

    expect(error).toMatchObject({ code, exitCode, recovery });
  });

  it('names the error that explains the others', () => {
    const error = refusal([fault('UNKNOWN_ERROR'), fault('AUTH_REQUIRED')], call, platform);

    expect(error.code).toBe('PLATFORM_TOKEN_REFUSED');
  });

  it('keeps every error', () => {
    const error = refusal([fault('A', 'first'), fault('B', 'second')], call, platform);

    expect(error.message).toBe('OpenCTI refused addExpectations: first (A, and 1 more)');
    expect(error.details).toMatchObject({
      platformCode: 'A',
      faults: [fault('A', 'first'), fault('B', 'second')],
    });
  });

  it('shows none of the variables but the id of a dead work', () => {
    const error = refusal([fault('X', 'WORK_NOT_ALIVE: gone')], call, platform);

    expect(error.message).toContain('work_1');
    expect(JSON.stringify(error)).not.toContain('s3cret');
  });

  it('names the work that the request belongs to, not what it was about', () => {
    const entity = { ...call, variables: { id: 'indicator--1' } };

    const inWork = refusal([fault('WORK_NOT_ALIVE')], { ...entity, workId: 'work_2' }, platform);
    const outside = refusal([fault('WORK_NOT_ALIVE')], entity, platform);

    expect(inWork.details).toMatchObject({ work: 'work_2' });
    expect(outside.details).toMatchObject({ work: undefined });
  });

  it('says that the applicant may be the unknown one', () => {
    const error = refusal([fault('AUTH_REQUIRED')], { ...call, isApplicant: true }, platform);

    expect(error.message).toContain('in whose name');
  });
});
