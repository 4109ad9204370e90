import amqplib from 'amqplib';

/** An exchange and a queue as the platform declares them for a connector, for one bench. */
export class TestQueue {
  exchange = `bench.exchange.${process.pid}`;
  name = `push_bench.${process.pid}`;
  routingKey = `push_routing_bench.${process.pid}`;

  static async declare(url) {
    const queue = new TestQueue();
    queue.connection = await amqplib.connect(url);
    queue.channel = await queue.connection.createChannel();
    await queue.channel.assertExchange(queue.exchange, 'direct', { durable: true });
    await queue.channel.assertQueue(queue.name, { durable: true });
    await queue.channel.bindQueue(queue.name, queue.exchange, queue.routingKey);

    return queue;
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
