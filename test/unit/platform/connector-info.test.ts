import { connectorInfoInput, newConnectorInfo } from '../../../src/platform/connector-info.js';

describe('connectorInfoInput', () => {
  it('begins with what every connector begins with', () => {
    expect(connectorInfoInput(newConnectorInfo())).toEqual({
      run_and_terminate: false,
      buffering: false,
      queue_threshold: 500,
      queue_messages_size: 0,
      next_run_datetime: null,
      last_run_datetime: null,
    });
  });

  it('writes moments to the second, in UTC', () => {
    const info = { ...newConnectorInfo(), nextRun: new Date('2026-05-04T14:00:00.987+02:00') };

    expect(connectorInfoInput(info)).toMatchObject({ next_run_datetime: '2026-05-04T12:00:00Z' });
  });

  it('sends no number and no moment that GraphQL would refuse', () => {
    const info = {
      ...newConnectorInfo(),
      queueThreshold: Number.NaN,
      queueMessagesSize: Infinity,
      lastRun: new Date('never'),
    };

    expect(connectorInfoInput(info)).toMatchObject({
      queue_threshold: 0,
      queue_messages_size: 0,
      last_run_datetime: null,
    });
  });
});
