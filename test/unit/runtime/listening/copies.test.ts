import { Enrich, Enrichment } from '../../../../src/connectors/index.js';
import { Stix, type Bundle, type StixObject } from '../../../../src/stix/index.js';
import { NoQueue, type BundleCopy, type Envelope } from '../../../../src/transport/index.js';
import { WORK, listeningRig, message } from './listening-rig.js';

const address = Stix.ipv4('198.51.100.7');
const system = Stix.autonomousSystem(64_496);

@Enrichment({ name: 'Whois' })
class Whois {
  @Enrich('IPv4-Addr')
  address(): StixObject[] {
    return [system];
  }
}

const request = message(
  { entity_id: address.id, entity_type: 'IPv4-Addr', stix_entity: JSON.stringify(address) },
  { applicant_id: 'somebody', draft_id: 'draft-1' },
);

function fakeCopy() {
  const kept: { readonly bundle: Bundle; readonly envelope: Envelope }[] = [];
  const write = async (bundle: Bundle, envelope: Envelope): Promise<void> =>
    void kept.push({ bundle, envelope });
  const copy: BundleCopy = { place: 'a folder', write, close: async () => undefined };

  return { kept, copy };
}

describe('the result of a request', () => {
  it('is copied as a whole, in the name of who asked', async () => {
    const { kept, copy } = fakeCopy();
    const { handle, outbox } = listeningRig(Whois, { copies: [copy] });

    await handle(request);

    expect(kept).toHaveLength(1);
    expect(kept[0]?.bundle.objects.map(({ id }) => id)).toContain(system.id);
    expect(kept[0]?.envelope).toMatchObject({ applicantId: 'somebody', draftId: 'draft-1' });
    expect(outbox.find(system.id)).toBeDefined();
  });

  it('is copied alone when nothing goes on the queue, and the work of the request is closed', async () => {
    const { kept, copy } = fakeCopy();
    const { handle, opencti, reports } = listeningRig(Whois, {
      copies: [copy],
      outbox: new NoQueue(),
    });

    await handle(request);

    expect(kept).toHaveLength(1);
    expect(reports).toEqual([expect.objectContaining({ outcome: 'ok', messages: 0 })]);
    expect(opencti.of('addExpectations')).toEqual([]);
    expect(opencti.processed).toEqual([expect.objectContaining({ id: WORK, inError: false })]);
  });
});
