import amqplib from 'amqplib';

/**
 * The limit of sending: amqplib alone, publishing bodies that are ready, with pipelined confirms and
 * a window of unconfirmed messages.
 */
export class RawPublisher {
  static async open(url, route, window) {
    const connection = await amqplib.connect(url, { noDelay: true });

    return new RawPublisher(connection, await connection.createConfirmChannel(), route, window);
  }

  constructor(connection, channel, { exchange, routingKey }, window) {
    Object.assign(this, { connection, channel, exchange, routingKey, window });
  }

  /** @param {Buffer[]} bodies published in order; resolves when the broker has confirmed all */
  async publish(bodies) {
    const { channel, exchange, routingKey, window } = this;
    const properties = { deliveryMode: 2, contentEncoding: 'utf-8', mandatory: true };
    let unconfirmed = 0;
    let wake;
    const confirmed = () => {
      unconfirmed -= 1;
      wake?.();
      wake = undefined;
    };

    for (const body of bodies) {
      while (unconfirmed >= window) await new Promise(resolve => (wake = resolve));
      unconfirmed += 1;
      channel.publish(exchange, routingKey, body, properties, confirmed);
    }
    await channel.waitForConfirms();
  }

  async close() {
    await this.connection.close();
  }
}
