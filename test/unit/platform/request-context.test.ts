import { contextHeaders } from '../../../src/platform/request-context.js';

describe('contextHeaders', () => {
  it('sends what is given and nothing else', () => {
    expect(contextHeaders({ applicantId: 'u1', workId: 'w1', draftId: 'd1' })).toEqual({
      'opencti-applicant-id': 'u1',
      'opencti-draft-id': 'd1',
      'opencti-work-id': 'w1',
    });
  });

  it.each([[undefined], [{}], [{ draftId: null }], [{ draftId: undefined }]])(
    'says "in no draft" where no draft is given: %j',
    context => {
      expect(contextHeaders(context)).toEqual({ 'opencti-draft-id': '' });
    },
  );

  it.each(['u1\r\nopencti-work-id: w2', 'u1\u0000', 'u\u20ac'])(
    'refuses a value that is no header: %j',
    applicantId => {
      expect(() => contextHeaders({ applicantId })).toThrow(
        expect.objectContaining({ code: 'PLATFORM_HEADER' }),
      );
    },
  );
});
