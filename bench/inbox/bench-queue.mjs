import amqplib from 'amqplib';

/** An exchange and a queue as the platform declares them for a connector, for one use in a bench. */
export class BenchQueue {
  static async declare(url, use) {
    const connection = await amqplib.connect(url, { noDelay: true });
    const queue = new BenchQueue(use, connection, await connection.createChannel());
    const { channel, exchange, name, routingKey } = queue;
    await channel.assertExchange(exchange, 'direct', { durable: true });
    await channel.assertQueue(name, { durable: true });
    await channel.bindQueue(name, exchange, routingKey);

    return queue;
  }

  constructor(use, connection, channel) {
    const id = `bench.${process.pid}.${use}`;
    const route = { exchange: `exchange.${id}`, routingKey: `routing.${id}` };
    Object.assign(this, { connection, channel, name: `queue.${id}`, route, ...route });
  }

  /** @param {string} body sent without waiting for anything */
  send(body) {
    this.channel.publish(this.exchange, this.routingKey, Buffer.from(body), { deliveryMode: 2 });
  }

  /** Empties it and tells how many messages it held. */
  async purge() {
    return (await this.channel.purgeQueue(this.name)).messageCount;
  }

  async remove() {
    await this.channel.deleteQueue(this.name);
    await this.channel.deleteExchange(this.exchange);
    await this.connection.close();
  }
}
