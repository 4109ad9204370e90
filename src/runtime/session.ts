import {
  ConnectorSettings,
  MqSettings,
  NetworkSettings,
  OpenctiSettings,
  type LoadedConfig,
} from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import {
  ConnectorState,
  Heartbeat,
  PlatformClient,
  Works,
  probePlatform,
  queueDetails,
  registerConnector,
  waitForPlatform,
  type PlatformCapabilities,
  type Registration,
} from '../platform/index.js';
import { ApiOutbox, amqpSettings, openAmqpOutbox, type Outbox } from '../transport/index.js';
import { USER_AGENT } from '../version.js';
import { QueueGate } from './queue-gate.js';

/** A registered connector's line to OpenCTI and to its broker. */
export interface Session {
  readonly client: PlatformClient;
  readonly capabilities: PlatformCapabilities;
  readonly registration: Registration;
  readonly state: ConnectorState;
  readonly works: Works;
  readonly outbox: Outbox;
  readonly gate: QueueGate;
  /** Ends the heartbeat and closes every connection. The connector stays registered. */
  close(): Promise<void>;
}

/** What {@link openSession} needs. */
export interface SessionOptions {
  readonly blueprint: ConnectorBlueprint;
  readonly config: LoadedConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds to wait for a platform or a broker that does not answer. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits for OpenCTI, asks what it can do, registers the connector, and starts its heartbeat.
 *
 * @throws PlatformError when OpenCTI stays away, refuses the token, or is none.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { blueprint, config, clock, log, waitMs, signal } = options;
  const connector = config.get(ConnectorSettings);
  const client = clientOf(config, clock, log);

  try {
    const version = await waitForPlatform(client, clock, log, { deadlineMs: waitMs, signal });
    const capabilities = await probePlatform(client, log, version);
    const identity = {
      id: connector.id,
      name: connector.name,
      type: blueprint.kind,
      scope: connector.scope,
      auto: connector.auto,
      autoUpdate: connector.autoUpdate,
      enrichmentResolution: connector.enrichmentResolution,
      onlyContextual: connector.onlyContextual,
      playbookCompatible: false,
      listenCallbackUri: null,
      ...(blueprint.version && { version: blueprint.version }),
    };
    const register = (): Promise<Registration> => registerConnector(client, capabilities, identity);
    const registration = await register();
    const state = new ConnectorState(client, registration, log, register);
    state.info.queueThreshold = connector.queueThreshold;
    const heartbeat = new Heartbeat(state, clock, log);
    heartbeat.start();
    const outbox = outboxOf(options, client, registration);
    const gate = new QueueGate({
      readQueue: () => queueDetails(client, registration.id),
      thresholdMb: connector.queueThreshold,
      info: state.info,
      clock,
      log,
    });

    return {
      client,
      capabilities,
      registration,
      state,
      works: new Works(client, capabilities),
      outbox,
      gate,
      close: async () => {
        await heartbeat.stop();
        await outbox.close();
        await client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

function clientOf(config: LoadedConfig, clock: Clock, log: Logger): PlatformClient {
  const opencti = config.get(OpenctiSettings);

  return new PlatformClient(
    {
      url: opencti.url,
      token: opencti.token,
      sslVerify: opencti.sslVerify,
      customHeaders: opencti.customHeaders,
      network: config.get(NetworkSettings),
      userAgent: USER_AGENT,
    },
    clock,
    log,
  );
}

function outboxOf(
  { config, clock, log, waitMs }: SessionOptions,
  client: PlatformClient,
  registration: Registration,
): Outbox {
  if (config.get(ConnectorSettings).queueProtocol === 'api') {
    return new ApiOutbox(client, registration.id);
  }

  return openAmqpOutbox(
    {
      ...amqpSettings(registration.config.connection, config.get(MqSettings)),
      exchange: registration.config.pushExchange,
      routingKey: registration.config.pushRouting,
      reconnect: { deadlineMs: waitMs },
    },
    clock,
    log,
  );
}
