import { ConnectorSettings, type LoadedConfig } from '../../config/index.js';
import { fromSettings, type ListeningBlueprint } from '../../connectors/index.js';
import { Platform } from '../../platform/index.js';
import { isWithinTlp, type Tlp } from '../../stix/index.js';
import type { BootedConnector } from '../boot.js';
import { furnishingsOf } from '../furnishings-of.js';
import { retryByRecovery } from '../retry-policy.js';
import type { Session } from '../session.js';
import type { ListeningParts } from './listening-parts.js';

/** What {@link listeningPartsOf} takes of a session. */
export type ListeningSession = Pick<
  Session,
  'client' | 'capabilities' | 'registration' | 'works' | 'outbox' | 'copies'
>;

/**
 * What a booted connector and its session give to the answering of requests.
 *
 * @throws BundleError `BUNDLE_TLP_UNKNOWN` when the settings give no TLP level for `maxTlp`.
 */
export function listeningPartsOf(
  { config, connector, ...booted }: BootedConnector,
  blueprint: ListeningBlueprint,
  session: ListeningSession,
  { clock, log }: Pick<ListeningParts, 'clock' | 'log'>,
): ListeningParts {
  const { client, capabilities, registration, works, outbox, copies } = session;
  const { name, scope, validateBeforeImport } = config.get(ConnectorSettings);

  return {
    ...{ blueprint, name, scope, validateBeforeImport, works, outbox, copies, clock, log },
    connector: connector as object,
    maxTlp: maxTlpOf(blueprint, config),
    // pycti changed its default with OpenCTI 7.
    validationMode: capabilities.generation < 7 ? 'workbench' : 'draft',
    furnishings: furnishingsOf(booted.blueprint, config),
    platform: new Platform(client, async () => capabilities),
    openWork: () => works.open(registration.id, `${name} request @ ${clock.now().toISOString()}`),
    userId: registration.userId,
    retryPolicy: retryByRecovery(),
  };
}

function maxTlpOf(blueprint: ListeningBlueprint, config: LoadedConfig): Tlp | undefined {
  const option = 'maxTlp' in blueprint ? blueprint.maxTlp : undefined;
  const maxTlp = fromSettings<Tlp | undefined>(option, config);
  // An unknown level would let nothing through, or everything: it is refused before the first request.
  isWithinTlp('TLP:CLEAR', maxTlp);

  return maxTlp;
}
