import { brokerCoordinates, brokerName } from '../../../../src/sandbox/queues/broker-address.js';

describe('brokerCoordinates', () => {
  it('reads everything a URL says', () => {
    expect(brokerCoordinates('amqps://us%40er:p%2Fw@mq.example:5999/my%2Fhost')).toEqual({
      host: 'mq.example',
      port: 5999,
      vhost: 'my/host',
      useSsl: true,
      user: 'us@er',
      pass: 'p/w',
    });
  });

  it('fills in what RabbitMQ takes for granted', () => {
    expect(brokerCoordinates('amqp://localhost')).toEqual({
      host: 'localhost',
      port: 5672,
      vhost: '/',
      useSsl: false,
      user: 'guest',
      pass: 'guest',
    });
  });

  it.each(['', 'localhost:5672', 'http://localhost', 'amqp:', 'amqp://a:%zz@h'])(
    'refuses %j',
    url => {
      expect(() => brokerCoordinates(url)).toThrow(
        expect.objectContaining({ code: 'SANDBOX_OPTION_INVALID' }) as Error,
      );
    },
  );

  it('names a broker without its user and password', () => {
    const name = brokerName(brokerCoordinates('amqp://user:secret@mq.example/v'));

    expect(name).toBe('mq.example:5672, vhost v');
  });
});
