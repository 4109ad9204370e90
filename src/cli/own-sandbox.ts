import { createServer, type AddressInfo } from 'node:net';
import type { ConnectorBlueprint } from '../connectors/index.js';
import type { Sandbox } from '../sandbox/index.js';

/** An embedded OpenCTI that lives as long as the connector it was started for. */
export interface OwnSandbox {
  readonly sandbox: Sandbox;
  /** What the connector's environment has to say, whatever it says: undefined for nothing. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** How {@link startOwnSandbox} starts. */
export interface OwnSandboxOptions {
  /** Folder in which to keep everything. */
  readonly data: string | undefined;
  /** File with the bundle it knows from the start. */
  readonly load: string | undefined;
}

/**
 * Starts an embedded OpenCTI beside a connector. The operator's own platform and broker are out of the
 * connector's reach then, whatever is set.
 *
 * @throws SandboxError
 */
export async function startOwnSandbox(
  { kind }: Pick<ConnectorBlueprint, 'kind'>,
  { data, load }: OwnSandboxOptions,
): Promise<OwnSandbox> {
  // Loaded only when asked for: a connector in production never pays for it.
  const { Sandbox } = await import('../sandbox/index.js');
  const sandbox = await Sandbox.start({
    ...(data !== undefined && { data }),
    ...(load !== undefined && { load }),
  });
  const listening = kind.startsWith('INTERNAL_') ? await listeningVariables() : {};

  return {
    sandbox,
    variables: {
      ...sandbox.variables,
      ...brokerVariables(sandbox),
      ...listening,
      OPENCTI_TOKEN_FILE: undefined,
    },
  };
}

/** Said although it is told at registration: what the operator says of a broker would count for more. */
function brokerVariables({ broker }: Sandbox): Readonly<Record<string, string | undefined>> {
  return {
    MQ_HOST: broker.host,
    MQ_PORT: String(broker.port),
    MQ_VHOST: broker.vhost,
    MQ_USER: broker.user,
    MQ_PASS: broker.pass,
    MQ_PASS_FILE: undefined,
    MQ_USE_SSL: String(broker.useSsl),
  };
}

/** Where a connector that listens is posted to: a port of its own, so that several can run at once. */
async function listeningVariables(): Promise<Readonly<Record<string, string>>> {
  const port = await freePort();

  return {
    CONNECTOR_LISTEN_PROTOCOL_API_PORT: String(port),
    CONNECTOR_LISTEN_PROTOCOL_API_URI: `http://127.0.0.1:${port}`,
    CONNECTOR_LISTEN_PROTOCOL_API_SSL: 'false',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
