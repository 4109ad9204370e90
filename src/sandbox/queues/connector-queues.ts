/** Where connectors are told to find the broker. */
export interface BrokerCoordinates {
  readonly host: string;
  readonly port: number;
  readonly vhost: string;
  readonly useSsl: boolean;
  readonly user: string;
  readonly pass: string;
}

/** What a connector's queues are declared with. */
export interface QueueOwner {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly scope: readonly string[];
  /** Where it wants its messages posted; null: it takes them off its queue. */
  readonly listenCallbackUri: string | null;
}

/** How full a queue is. */
export interface QueueDepth {
  readonly messages: number;
  readonly bytes: number;
}

/** A message that waits to be dealt with. */
export interface QueuedMessage {
  readonly connectorId: string;
  readonly body: Buffer;
}

/** Messages that would be lost with the process, by queue. */
export interface UnsavedMessages {
  readonly push: readonly QueuedMessage[];
  readonly listen: readonly QueuedMessage[];
}

/** What the queues tell whoever consumes them. */
export interface QueueConsumer {
  /** Deals with one message. Resolves when the message may be forgotten; never rejects. */
  handle(message: QueuedMessage): Promise<void>;
  /** Nothing more is waiting, for now. */
  drained(): void;
}

/** The push and listen queues of every connector, on a broker or in memory. */
export interface ConnectorQueues {
  /** What `config.connection` of a registration answers. */
  readonly broker: BrokerCoordinates;
  /** Makes sure that a connector's queues are there; repeated with every ping. */
  declare(owner: QueueOwner): Promise<void>;
  /** Puts a message on a connector's push queue. */
  publish(message: QueuedMessage): Promise<void>;
  /** Puts a message on a connector's listen queue. */
  ask(message: QueuedMessage): Promise<void>;
  /** How much waits for a connector. */
  depth(connectorId: string, options: { readonly withListen: boolean }): Promise<QueueDepth>;
  /** Empties both queues. */
  purge(connectorId: string): Promise<void>;
  /** Removes both queues. */
  remove(connectorId: string): Promise<void>;
  /** Stops handing push messages out until {@link resume}. */
  pause(): Promise<void>;
  /** Hands push messages out again. */
  resume(): Promise<void>;
  /** Whether no push message waits or is being dealt with. */
  isIdle(): Promise<boolean>;
  /** Messages that would be lost with the process; none when a broker keeps them. */
  unsaved(): UnsavedMessages;
  /** Releases what is held. The messages stay where they are. */
  close(): Promise<void>;
}
