import { RequestLog } from '../../../../src/sandbox/controls/request-log.js';

describe('request log', () => {
  it('shows operation, variables and headers, but neither bundles nor secrets', () => {
    const log = new RequestLog();

    log.add({
      at: new Date(0),
      query: 'mutation StixBundle($connectorId: String!) { x }',
      operationName: null,
      variables: { connectorId: 'alpha', bundle: 'x'.repeat(1234) },
      headers: { authorization: 'Bearer s3cret', accept: ['a', 'b'], 'opencti-work-id': 'w' },
    });

    expect(log.all()).toEqual([
      {
        at: '1970-01-01T00:00:00.000Z',
        operation: 'StixBundle',
        query: 'mutation StixBundle($connectorId: String!) { x }',
        variables: { connectorId: 'alpha', bundle: '[bundle: 1234 characters]' },
        headers: { authorization: '[secret]', accept: 'a, b', 'opencti-work-id': 'w' },
      },
    ]);
  });

  it('has no name for a document without one', () => {
    const log = new RequestLog();
    const record = log.add({
      at: new Date(0),
      query: '{ about { version } }',
      operationName: null,
      variables: {},
      headers: {},
    });

    expect(record.operation).toBeNull();
  });

  it('keeps the last ten thousand', () => {
    const log = new RequestLog();
    for (let n = 0; n < 10_001; n += 1) {
      log.add({ at: new Date(n), query: '', operationName: `q${n}`, variables: {}, headers: {} });
    }

    expect(log.all()).toHaveLength(10_000);
    expect(log.all()[0]?.operation).toBe('q1');
  });
});
