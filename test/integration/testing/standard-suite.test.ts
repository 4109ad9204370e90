import { CisaKev } from '../../../examples/cisa-kev/cisa-kev.connector.js';
import {
  Enrich,
  Enrichment,
  ExternalImport,
  type EnrichmentRequest,
  type Importer,
  type Page,
} from '../../../src/connectors/index.js';
import { Stix, type IPv4Addr, type StixObject } from '../../../src/stix/index.js';
import { reply, standardSuite, type SuiteFramework } from '../../../src/testing/index.js';
import { shortCatalogue } from '../../road/kev-catalogue.js';

standardSuite(CisaKev, {
  settings: ({ source }) => ({ cisa: { catalogUrl: `${source.url}/kev.json` } }),
  source: ({ source }) => source.get('/kev.json', reply.json(shortCatalogue())),
});

@Enrichment({ name: 'Announcers' })
class Announcers {
  @Enrich('IPv4-Addr')
  address({ entity }: EnrichmentRequest<IPv4Addr>): StixObject[] {
    const system = Stix.autonomousSystem({ number: 64_500 });

    return [system, Stix.relationship(entity, 'belongs-to', system)];
  }
}

standardSuite(Announcers, { exercise: bench => bench.enrich(Stix.ipv4('198.51.100.7')) });

let made = 0;

@ExternalImport({ name: 'Careless' })
class Careless implements Importer<number> {
  fetch(): Page<number, undefined>[] {
    return [{ items: [1], bookmark: undefined }];
  }

  convert(): StixObject[] {
    made += 1;

    return [{ ...Stix.ipv4(`198.51.100.${made}`), value: 7 } as unknown as StixObject];
  }
}

describe('the standard suite', () => {
  it('fails a connector whose bundles are wrong and whose ids change', async () => {
    const tests = new Map<string, () => Promise<void> | void>();
    const framework: SuiteFramework = {
      describe: (_name, define) => define(),
      it: (name, run) => tests.set(name, run),
    };
    standardSuite(Careless, { framework });

    const failed: string[] = [];
    for (const [name, run] of tests) {
      await Promise.resolve(run()).catch(() => failed.push(name));
    }

    expect(failed).toEqual([
      'sends bundles that are valid',
      'gives the same things the same ids each time',
    ]);
  });
});
