import { contextHeaders } from '../../../src/platform/request-context.js';

describe('contextHeaders', () => {
  it('sends what is given and nothing else', () => {
    expect(contextHeaders({ applicantId: 'u1', workId: 'w1' })).toEqual({
      'opencti-applicant-id': 'u1',
      'opencti-work-id': 'w1',
    });
    expect(contextHeaders()).toEqual({});
  });

  it('tells "in no draft" from "not said"', () => {
    expect(contextHeaders({ draftId: null })).toEqual({ 'opencti-draft-id': '' });
    expect(contextHeaders({ draftId: undefined })).toEqual({});
    expect(contextHeaders({ draftId: 'd1' })).toEqual({ 'opencti-draft-id': 'd1' });
  });

  it('refuses a value that would start another header', () => {
    expect(() => contextHeaders({ applicantId: 'u1\r\nopencti-work-id: w2' })).toThrow(
      expect.objectContaining({ code: 'PLATFORM_HEADER' }),
    );
  });
});
