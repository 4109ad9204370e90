import {
  Accepts,
  Analysis,
  Enrichment,
  ExternalImport,
  ImportFile,
  explore,
} from '../../../src/connectors/index.js';
import { settingDefaults } from '../../../src/runtime/setting-defaults.js';

@ExternalImport({ name: 'Feed', durationPeriod: 'PT1H', scope: 'malware' })
class Feed {
  fetch = (): [] => [];
  convert = (): [] => [];
}

@Enrichment({ scope: 'Report', auto: true, enrichmentResolution: 'stix_bundle' })
class Enriching {
  enrich = (): [] => [];
}

@ImportFile({ onlyContextual: true })
class Importing {
  @Accepts('text/csv')
  rows(): [] {
    return [];
  }
}

@Analysis()
class Analysing {
  analyse = (): [] => [];
}

describe('what a decorator says', () => {
  it('stands where the operator says nothing', () => {
    expect(settingDefaults(explore(Feed))).toEqual({
      'connector.name': 'Feed',
      'connector.type': 'EXTERNAL_IMPORT',
      'connector.scope': ['malware'],
      'connector.duration_period': 'PT1H',
    });
    expect(settingDefaults(explore(Enriching))).toMatchObject({
      'connector.scope': ['Report'],
      'connector.auto': true,
      'connector.auto_update': false,
      'connector.enrichment_resolution': 'stix_bundle',
    });
    expect(settingDefaults(explore(Importing))).toMatchObject({
      'connector.auto': false,
      'connector.only_contextual': true,
    });
    expect(settingDefaults(explore(Analysing))).toMatchObject({
      'connector.type': 'INTERNAL_ANALYSIS',
    });
  });
});
