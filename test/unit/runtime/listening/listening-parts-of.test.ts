import {
  BUILT_IN_SETTINGS,
  ConnectorSettings,
  loadConfig,
  readConfigSources,
  type LoadedConfig,
} from '../../../../src/config/index.js';
import { Enrichment, explore, type EnrichmentBlueprint } from '../../../../src/connectors/index.js';
import { listeningPartsOf, type ListeningSession } from '../../../../src/runtime/index.js';
import type { Tlp } from '../../../../src/stix/index.js';
import { FakeClock } from '../../../../src/testing/fake-clock.js';
import { RecordingLog } from '../../../support/recording-log.js';

const config = (scope: string): LoadedConfig =>
  loadConfig(
    [...BUILT_IN_SETTINGS],
    readConfigSources({
      env: {
        OPENCTI_URL: 'http://opencti.example',
        OPENCTI_TOKEN: '8b3f0c1e-0000-4000-8000-000000000000',
        CONNECTOR_ID: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
        CONNECTOR_NAME: 'Whois of ours',
        CONNECTOR_SCOPE: scope,
        CONNECTOR_VALIDATE_BEFORE_IMPORT: 'true',
      },
      folders: [],
    }),
  );

function partsOf(maxTlp: () => Tlp | undefined, generation: 6 | 7 = 6) {
  @Enrichment({ scope: 'Report', maxTlp: settings => (settings.get(ConnectorSettings), maxTlp()) })
  class Whois {
    enrich(): [] {
      return [];
    }
  }
  const blueprint = explore(Whois) as EnrichmentBlueprint;
  const loaded = config('IPv4-Addr, Report');
  const [clock, log] = [new FakeClock(), new RecordingLog()];
  const session = {
    capabilities: { generation },
    registration: { id: 'connector', userId: 'user' },
  } as unknown as ListeningSession;
  const booted = {
    blueprint,
    config: loaded,
    log,
    connector: new Whois(),
    dispose: async () => undefined,
  };

  return listeningPartsOf(booted, blueprint, session, { clock, log });
}

describe('listeningPartsOf', () => {
  it('takes from the settings what the operator decides', () => {
    expect(partsOf(() => 'TLP:AMBER')).toMatchObject({
      name: 'Whois of ours',
      scope: ['IPv4-Addr', 'Report'],
      maxTlp: 'TLP:AMBER',
      validateBeforeImport: true,
      userId: 'user',
    });
  });

  it.each([
    [6, 'workbench'],
    [7, 'draft'],
  ] as const)('validates as OpenCTI %d does by default: in a %s', (generation, mode) => {
    expect(partsOf(() => undefined, generation)).toMatchObject({
      validationMode: mode,
      maxTlp: undefined,
    });
  });

  it('refuses a level that is none, before the first request', () => {
    expect(() => partsOf(() => 'amber' as Tlp)).toThrow(
      expect.objectContaining({ code: 'BUNDLE_TLP_UNKNOWN' }),
    );
  });
});
