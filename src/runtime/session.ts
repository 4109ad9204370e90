import { ConnectorSettings, MqSettings, type LoadedConfig } from '../config/index.js';
import type { ConnectorBlueprint, ExternalImportBlueprint } from '../connectors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import {
  ConnectorState,
  Heartbeat,
  Works,
  probePlatform,
  queueDetails,
  registerConnector,
  waitForPlatform,
  type PlatformCapabilities,
  type PlatformClient,
  type Registration,
} from '../platform/index.js';
import {
  ApiOutbox,
  LeaderLease,
  NoQueue,
  amqpSettings,
  openAmqpOutbox,
  type BundleCopy,
  type HeldLease,
  type Outbox,
} from '../transport/index.js';
import { countedPings } from './metrics/counted-pings.js';
import { MeteredOutbox } from './metrics/metered-outbox.js';
import type { Metrics } from './metrics/metrics.js';
import { platformClientOf } from './platform-client-of.js';
import { QueueGate } from './queue-gate.js';
import { callbackUri } from './run-requests.js';
import { sessionCopies } from './session-copies.js';

/** A registered connector's line to OpenCTI and to its broker. */
export interface Session {
  readonly client: PlatformClient;
  readonly capabilities: PlatformCapabilities;
  readonly registration: Registration;
  /** Registers anew, which changes nothing, and tells what OpenCTI answers now. */
  readonly register: () => Promise<Registration>;
  readonly state: ConnectorState;
  readonly works: Works;
  readonly outbox: Outbox;
  /** Places that get each bundle as a whole, before the queue does. */
  readonly copies: readonly BundleCopy[];
  readonly gate: QueueGate;
  /** Aborts when another process of the same connector may run. */
  readonly lost: AbortSignal;
  /** Ends the heartbeat and closes every connection. The connector stays registered. */
  close(): Promise<void>;
}

/** What {@link openSession} needs. */
export interface SessionOptions {
  readonly blueprint: ConnectorBlueprint | Pick<ExternalImportBlueprint, 'kind' | 'version'>;
  readonly config: LoadedConfig;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Milliseconds to wait for a platform or a broker that does not answer. */
  readonly waitMs: number;
  /** Whether only one process of the connector may be in a session; the others stand by. */
  readonly isExclusive: boolean;
  /** Places that get each bundle as a whole, beside those of the settings. Default: none. */
  readonly copies?: readonly BundleCopy[];
  readonly signal: AbortSignal;
}

/**
 * Waits for OpenCTI, asks what it can do, registers the connector, and starts its heartbeat.
 *
 * @throws PlatformError when OpenCTI stays away, refuses the token, or is none.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { blueprint, config, clock, log, metrics, waitMs, signal } = options;
  const connector = config.get(ConnectorSettings);
  const client = platformClientOf(config, clock, log);

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
      playbookCompatible: blueprint.kind === 'INTERNAL_ENRICHMENT' && blueprint.playbookCompatible,
      listenCallbackUri: ASKED_NOTHING.has(blueprint.kind) ? null : callbackUri(connector),
      ...(blueprint.version && { version: blueprint.version }),
    };
    const register = (): Promise<Registration> => registerConnector(client, capabilities, identity);
    let registration = await register();
    const copies = [...(options.copies ?? []), ...(await sessionCopies(options, registration))];
    const lease = await leaseOf(options, registration);
    signal.throwIfAborted();
    // While this process stood by, the other one has gone on: its state is the one to go on from.
    if (lease.stoodBy) registration = await register();
    const state = new ConnectorState(countedPings(client, metrics), registration, log, register);
    state.info.queueThreshold = connector.queueThreshold;
    const heartbeat = new Heartbeat(state, clock, log);
    heartbeat.start();
    const outbox = new MeteredOutbox(outboxOf(options, client, registration), metrics);
    const gate = new QueueGate({
      readQueue: () => queueDetails(client, registration.id),
      thresholdMb: connector.queueThreshold,
      info: state.info,
      ...{ metrics, clock, log },
    });

    return {
      client,
      capabilities,
      registration,
      register,
      state,
      works: new Works(client, capabilities),
      outbox,
      copies,
      gate,
      lost: lease.lost,
      close: async () => {
        // Another process may have saved its state by now; a last ping of ours would undo that.
        await heartbeat.stop(lease.lost.aborted ? lease.lost : undefined);
        await outbox.close();
        for (const copy of copies) await copy.close();
        await lease.release();
        await client.close();
      },
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** The kinds that OpenCTI never calls. */
const ASKED_NOTHING: ReadonlySet<string> = new Set(['EXTERNAL_IMPORT', 'STREAM']);

/** A session that needs no lease, or can have none, is never lost. */
const UNCONTESTED: HeldLease = {
  stoodBy: false,
  lost: new AbortController().signal,
  release: async () => undefined,
};

async function leaseOf(options: SessionOptions, registration: Registration): Promise<HeldLease> {
  const { config, clock, log, waitMs, signal, isExclusive } = options;
  const { sendToQueue, queueProtocol } = config.get(ConnectorSettings);
  // Over the API protocol, or without a queue, there is no broker to hold a lease.
  if (!isExclusive || !sendToQueue || queueProtocol === 'api') return UNCONTESTED;
  const { connection, listen } = registration.config;
  const broker = amqpSettings(connection, config.get(MqSettings));
  const lease = new LeaderLease(
    { ...broker, queue: listen, reconnect: { deadlineMs: waitMs } },
    clock,
    log,
  );

  return (await lease.acquire(signal)) ?? UNCONTESTED;
}

function outboxOf(
  { config, clock, log, waitMs }: SessionOptions,
  client: PlatformClient,
  registration: Registration,
): Outbox {
  const { sendToQueue, queueProtocol } = config.get(ConnectorSettings);
  if (!sendToQueue) return new NoQueue();
  if (queueProtocol === 'api') return new ApiOutbox(client, registration.id);

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
