import { TransportError } from '../../../src/errors/index.js';
import { thrownFacts } from '../../../src/transport/thrown-facts.js';

const NOTHING = 'something without a message was thrown';

describe('thrownFacts', () => {
  it('gives the message and the code of an error', () => {
    const error = new TransportError('TRANSPORT_CLOSED', { confirmed: 0 });

    expect(thrownFacts(error)).toEqual({ reason: error.message, code: 'TRANSPORT_CLOSED' });
  });

  it.each([
    ['a text', 'no', 'no'],
    ['an error without a message', new Error(), NOTHING],
    ['nothing', undefined, NOTHING],
    ['null', null, NOTHING],
    ['an object that has no text', Object.create(null), NOTHING],
    ['a symbol', Symbol('x'), NOTHING],
    ['a message that is no text', { message: 7, code: 7 }, NOTHING],
  ])('takes %s', (_what, thrown, reason) => {
    expect(thrownFacts(thrown)).toEqual({ reason });
  });
});
