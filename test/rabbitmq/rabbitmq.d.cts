/** A RabbitMQ that tests, benches and fault runs may use. */
export interface RabbitMq {
  /** Where it is, with credentials: `amqp://guest:guest@127.0.0.1:34567/`. */
  readonly url: string;
  /** Its management API, with credentials; undefined when `AMQP_URL` came without `AMQP_MANAGEMENT_URL`. */
  readonly managementUrl: string | undefined;
  /** Ends it, when this process started it. */
  stop(): Promise<void>;
  /** Kills it and starts it again with the same ports and data; absent when it is not ours. */
  restart?(): Promise<void>;
  /** Runs `rabbitmqctl` and returns what it printed; absent when it is not ours. */
  control?(...args: string[]): Promise<string>;
}

/**
 * The RabbitMQ of `AMQP_URL` (and `AMQP_MANAGEMENT_URL`) when that is set, else a private node. In a
 * jest run the global set-up has set both, so that every test file shares one node.
 *
 * @throws Error when RabbitMQ is neither installed nor installable; the message says what to do
 */
export function startRabbitMq(): Promise<RabbitMq>;

/** A node of its own, whatever `AMQP_URL` says: for tests that kill it or turn its limits. */
export function startPrivateRabbitMq(): Promise<Required<RabbitMq>>;
