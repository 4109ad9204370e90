import { judgeListening } from '../../../src/transport/listen-failure.js';
import { INBOX_OPTIONS } from './fake-queue.js';

const options = { ...INBOX_OPTIONS, prefetch: 1 };
const judge = (error: unknown) => judgeListening(error, options);

describe('judgeListening', () => {
  it.each([
    [
      'a queue that is not there',
      'Operation failed: BasicConsume; 404 (NOT-FOUND) with message "NOT_FOUND - no queue"',
      'it has no queue listen_x',
    ],
    [
      'a message that was not settled in time',
      'Channel closed by server: 406 (PRECONDITION-FAILED) with message "delivery ack timed out"',
      'Channel closed by server: 406 (PRECONDITION-FAILED) with message "delivery ack timed out"',
    ],
    [
      'the loss of the consumer',
      'the broker cancelled the consumer',
      'the broker cancelled the consumer',
    ],
  ])('judges %s', (_what, message, reason) => {
    const verdict = judge(new Error(message));

    expect(verdict.kind === 'lost' ? verdict.reason : undefined).toBe(reason);
  });

  it('names user and queue when the user may not read it', () => {
    const error = new Error(
      'Operation failed: BasicConsume; 403 (ACCESS-REFUSED) with message "x"',
    );

    expect(judge(error)).toMatchObject({
      kind: 'refused',
      failure: {
        code: 'TRANSPORT_LISTEN_REFUSED',
        message: 'User guest may not read queue listen_x of amqp://broker.example:5672/',
      },
    });
  });

  it('judges connections as the outbox does', () => {
    const error = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

    expect(judge(error)).toEqual({ kind: 'lost', reason: 'connection refused' });
  });

  it.each([undefined, null, 'text', 7, {}])('takes %p for a loss', thrown => {
    expect(judge(thrown).kind).toBe('lost');
  });
});
