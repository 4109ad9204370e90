import {
  analysisRequest,
  bundleIn,
  exportRequest,
  importRequest,
} from '../../../../src/sandbox/http/ask-bodies.js';
import { BadRequest } from '../../../../src/sandbox/http/request-members.js';

const HOSTILE = [
  undefined,
  null,
  5,
  'text',
  [],
  { connectorId: {}, contentSource: 7, entityId: [] },
];

describe('the body of an ask', () => {
  it('of an import is read member by member', () => {
    const body = {
      connectorId: 'c',
      configuration: '{}',
      validationMode: 'draft',
      bypassValidation: true,
    };

    expect(importRequest({ ...body, userId: 'somebody else' })).toEqual({
      ...body,
      entityId: undefined,
      forceValidation: false,
    });
  });

  it('of an export names what and how', () => {
    expect(
      exportRequest({
        format: 'text/csv',
        type: 'full',
        selectedIds: ['a', 5],
        list: { entityType: 'Malware', search: 's' },
      }),
    ).toMatchObject({
      format: 'text/csv',
      type: 'full',
      selectedIds: ['a'],
      list: { entityType: 'Malware', search: 's' },
    });
  });

  it.each(HOSTILE)('that is %j is read as one that says nothing', body => {
    expect(importRequest(body)).toMatchObject({
      connectorId: undefined,
      validationMode: 'workbench',
    });
    expect(analysisRequest(body)).toMatchObject({
      contentType: 'fields',
      contentSource: undefined,
    });
    expect(() => exportRequest(body)).toThrow(BadRequest);
  });

  it.each([{ bundle: 5 }, { bundle: {} }, { bundle: { objects: {} } }])(
    'whose bundle is none (%j) is refused',
    body => {
      expect(() => bundleIn(body)).toThrow(BadRequest);
    },
  );
});
