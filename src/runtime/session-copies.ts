import {
  ConnectorSettings,
  NetworkSettings,
  S3Settings,
  type LoadedConfig,
} from '../config/index.js';
import type { ConnectorBlueprint } from '../connectors/index.js';
import type { Clock, Logger } from '../injection/index.js';
import type { Registration } from '../platform/index.js';
import { openCopies, type BundleCopy } from '../transport/index.js';

/** What {@link sessionCopies} is told. */
export interface CopiesOptions {
  readonly blueprint: Pick<ConnectorBlueprint, 'kind'>;
  readonly config: LoadedConfig;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Makes the copies that a connector's settings ask for, in the object store of its platform unless
 * they name another.
 *
 * @throws TransportError `TRANSPORT_COPY_INVALID` or `TRANSPORT_NOWHERE`
 */
export function sessionCopies(
  { blueprint, config, clock, log }: CopiesOptions,
  registration: Registration,
): Promise<readonly BundleCopy[]> {
  const settings = config.get(ConnectorSettings);
  const { id, name, scope, auto, validateBeforeImport } = settings;

  return openCopies(
    {
      settings,
      s3: config.get(S3Settings),
      registered: registration.config.s3,
      connector: { id, name, type: blueprint.kind, scope, auto, validateBeforeImport },
      caCertificates: config.get(NetworkSettings).httpsCaCertificates,
    },
    clock,
    log,
  );
}
