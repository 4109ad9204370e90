import { Enrich, Enrichment, type EnrichmentRequest } from '../../../src/connectors/index.js';
import { Platform } from '../../../src/platform/index.js';
import { Stix, type IPv4Addr, type StixObject } from '../../../src/stix/index.js';
import { ConnectorBench, stixMatchers } from '../../../src/testing/index.js';

expect.extend(stixMatchers);

@Enrichment({ name: 'Neighbours', concurrency: 2 })
class Neighbours {
  constructor(private readonly platform: Platform) {}

  @Enrich('IPv4-Addr')
  async address({ entity, context }: EnrichmentRequest<IPv4Addr>): Promise<StixObject[]> {
    const malware = Stix.malware({ name: 'Emotet', is_family: true });
    const known = await this.platform.forRequest(context).entities.read(malware.id);

    return known ? [malware, Stix.relationship(entity, 'related-to', malware)] : [];
  }
}

const address = Stix.ipv4('198.51.100.7');
let bench: ConnectorBench;

afterEach(() => bench.close());

describe('a Platform that a constructor asks for', () => {
  it('reads what OpenCTI holds', async () => {
    const load = [Stix.malware({ name: 'Emotet', is_family: true })];
    bench = await ConnectorBench.for(Neighbours, { load });

    const { objects } = await bench.enrich(address);

    expect(objects).toContainStix({ type: 'relationship', relationship_type: 'related-to' });
  });

  it('asks for a request in the name of who asked, in the draft and for the work of the request', async () => {
    bench = await ConnectorBench.for(Neighbours, { profile: '7' });

    const { work } = await bench.enrich(address);
    const asked = bench.sandbox.requests.find(({ operation }) => operation === 'StixCoreObject');

    expect(asked?.headers).toMatchObject({
      'opencti-draft-id': '',
      'opencti-work-id': work.id,
    });
  });
});
