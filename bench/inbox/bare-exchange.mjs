import amqplib from 'amqplib';
import { Agent, request } from 'undici';

const RECEIVED = `mutation workToReceived($id: ID!, $message: String) {
  workEdit(id: $id) { toReceived(message: $message) }
}`;
const PROCESSED = `mutation workToProcessed($id: ID!, $message: String, $inError: Boolean) {
  workEdit(id: $id) { toProcessed(message: $message, inError: $inError) }
}`;

/**
 * The limit of answering a request: amqplib and undici alone. Consume, tell the work, publish the
 * result with confirmation, tell the work, acknowledge.
 */
export class BareExchange {
  /** @param {{ url: string, stub: string, listen: object, push: object, concurrency: number, body: Buffer }} options */
  static async open(options) {
    const connection = await amqplib.connect(options.url, { noDelay: true });
    const [consumer, publisher] = [
      await connection.createChannel(),
      await connection.createConfirmChannel(),
    ];
    const bare = new BareExchange({ ...options, connection, consumer, publisher });
    await consumer.prefetch(options.concurrency);
    await consumer.consume(options.listen.name, message => bare.#answer(message));

    return bare;
  }

  constructor(parts) {
    Object.assign(this, parts, { agent: new Agent(), whenAnswered: () => undefined });
  }

  async close() {
    await this.connection.close();
    await this.agent.close();
  }

  async #answer(message) {
    const { internal } = JSON.parse(message.content.toString('utf8'));
    const id = internal.work_id;
    await this.#mutate(RECEIVED, { id, message: 'taken up' });
    await this.#publish();
    await this.#mutate(PROCESSED, { id, message: 'done', inError: false });
    this.consumer.ack(message);
    this.whenAnswered();
  }

  #publish() {
    const { publisher, push, body } = this;
    const properties = { deliveryMode: 2, contentEncoding: 'utf-8', mandatory: true };

    return new Promise((resolve, reject) =>
      publisher.publish(push.exchange, push.routingKey, body, properties, error =>
        error ? reject(error) : resolve(),
      ),
    );
  }

  async #mutate(query, variables) {
    const { body } = await request(`${this.stub}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
      body: JSON.stringify({ query, variables }),
      dispatcher: this.agent,
    });
    await body.json();
  }
}
