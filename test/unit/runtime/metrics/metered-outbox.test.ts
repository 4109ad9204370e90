import { TransportError } from '../../../../src/errors/index.js';
import { MeteredOutbox } from '../../../../src/runtime/metrics/metered-outbox.js';
import { bundle } from '../../../../src/stix/index.js';
import { FakeOutbox, malware } from '../import-rig.js';
import { RecordedMetrics } from './recorded-metrics.js';

const bundles = [bundle([malware(1), malware(2)]), bundle([malware(3)])];
const envelope = { applicantId: 'user' };

function metered() {
  const [outbox, metrics] = [new FakeOutbox(), new RecordedMetrics()];

  return { outbox, metrics, meteredOutbox: new MeteredOutbox(outbox, metrics) };
}

describe('a metered outbox', () => {
  it('counts messages and their objects', async () => {
    const { meteredOutbox, metrics } = metered();

    await meteredOutbox.send(bundles, envelope);

    expect(metrics.counts).toEqual({ bundles_sent_total: 2, records_sent_total: 3 });
  });

  it('counts what is safe of a send that failed, and passes the failure on', async () => {
    const { meteredOutbox, metrics, outbox } = metered();
    outbox.refuse = () => {
      throw new TransportError('TRANSPORT_CLOSED', { confirmed: 1 });
    };

    const sending = meteredOutbox.send(bundles, envelope);

    await expect(sending).rejects.toMatchObject({ code: 'TRANSPORT_CLOSED' });
    expect(metrics.counts).toEqual({ bundles_sent_total: 1, records_sent_total: 1 });
  });
});
