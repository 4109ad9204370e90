import { ConnectorSettings, MqSettings, OpenctiSettings } from '../config/index.js';
import type { ListeningBlueprint } from '../connectors/index.js';
import type { ConnectorError } from '../errors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import {
  CallbackInbox,
  amqpSettings,
  callbackEndpoint,
  openAmqpInbox,
  type Inbox,
  type InboxOptions,
} from '../transport/index.js';
import type { BootedConnector } from './boot.js';
import type { StopSignals } from './import-parts.js';
import { listeningPartsOf } from './listening/listening-parts-of.js';
import type { RequestReport } from './listening/request-report.js';
import { runListening } from './listening/run-listening.js';
import type { ActivityMeter } from './metrics/activity-meter.js';
import { meteredInbox } from './metrics/metered-inbox.js';
import type { Session } from './session.js';

/** How a connector that listens is run. */
export interface RequestsOptions {
  readonly booted: BootedConnector;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signals: StopSignals;
  readonly activity: ActivityMeter;
  /** One request, then leave. */
  readonly once: boolean;
  readonly onRequest: (report: RequestReport) => Promise<void>;
}

/**
 * Answers OpenCTI's requests over a registered connector's session, until it is told to stop.
 *
 * @returns the `FatalError` of an author that ended it, if one did.
 * @throws TransportError when the inbox can't begin.
 */
export async function runRequests(
  session: Session,
  blueprint: ListeningBlueprint,
  options: RequestsOptions,
): Promise<ConnectorError | undefined> {
  const parts = listeningPartsOf(options.booted, blueprint, session, options);

  return runListening({
    parts,
    openInbox: inbox => meteredInbox(openInbox(session, options, inbox), options.activity),
    signals: options.signals,
    once: options.once,
    onRequest: options.onRequest,
  });
}

function openInbox(
  { registration, register }: Session,
  { booted, clock, log }: RequestsOptions,
  options: InboxOptions,
): Inbox {
  const { config } = booted;
  const settings = config.get(ConnectorSettings);
  const { connection, listen: queue } = registration.config;
  if (settings.listenProtocol !== 'API') {
    const broker = amqpSettings(connection, config.get(MqSettings));
    return openAmqpInbox({ ...broker, queue, ...options }, clock, log);
  }

  const { token } = config.get(OpenctiSettings);
  const { jwks } = registration;
  return new CallbackInbox(
    {
      ...callbackEndpoint(settings),
      token,
      ...(jwks !== undefined && { jwks }),
      refreshKeys: async () => (await register()).jwks,
      ...options,
    },
    clock,
    log,
  );
}

/** Where OpenCTI calls the connector; null when its requests come through the broker. */
export function callbackUri(settings: ConnectorSettings): string | null {
  if (settings.listenProtocol !== 'API') return null;
  const scheme = settings.listenProtocolApiSsl ? 'https' : 'http';
  const own = `${scheme}://127.0.0.1:${settings.listenProtocolApiPort}`;

  return `${settings.listenProtocolApiUri ?? own}${settings.listenProtocolApiPath}`;
}
