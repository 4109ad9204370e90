import * as fc from 'fast-check';
import { publicMessage, readFaults } from '../../../src/platform/graphql-faults.js';

describe('readFaults', () => {
  it('reads every error', () => {
    const faults = readFaults([
      { message: 'one', name: 'A', extensions: { code: 'A' }, path: ['registerConnector', 0, 'x'] },
      { message: 'two', name: 'B' },
    ]);

    expect(faults).toEqual([
      { code: 'A', message: 'one', path: 'registerConnector.0.x' },
      { code: 'B', message: 'two' },
    ]);
  });

  it.each([undefined, null, []])('finds none in %j', errors => {
    expect(readFaults(errors)).toEqual([]);
  });

  it('makes a fault of anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { minLength: 1 }), errors => {
        const faults = readFaults(errors);

        expect(faults.length).toBeGreaterThan(0);
        expect(faults.length).toBeLessThanOrEqual(20);
        for (const { code, message } of faults) {
          expect(code.length).toBeLessThanOrEqual(100);
          expect(message.length).toBeLessThanOrEqual(501);
        }
      }),
    );
  });

  it('names the capability that is missing, if it is one', () => {
    const data = { requiredCapabilities: ['CONNECTORAPI', '<script>'] };

    expect(
      readFaults([{ message: 'no', extensions: { code: 'FORBIDDEN_ACCESS', data } }]),
    ).toMatchObject([{ capability: 'CONNECTORAPI' }]);
  });
});

describe('publicMessage', () => {
  it('repeats nothing of the variables', () => {
    const message =
      'Variable "$state" got invalid value { password: "s3cret; more" }; String cannot…';

    expect(publicMessage(message, [])).toBe('Variable "$state" got an invalid value');
  });

  it('hides the secrets that it is told of', () => {
    expect(publicMessage('token abc-123 (abc-123) is odd', ['abc-123'])).toBe(
      'token [secret] ([secret]) is odd',
    );
  });
});
