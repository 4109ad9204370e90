import { map, type Observable } from 'rxjs';
import { ExportFile, Produces, type ExportRequest } from '../../../src/connectors/index.js';
import { Stix, tlpMarking, type StixObject } from '../../../src/stix/index.js';
import type { ConnectorBench } from '../../../src/testing/index.js';
import { ROADS, roadBench } from '../../road/road-bench.js';

@ExportFile({ name: 'Values' })
class Values {
  @Produces('text/plain')
  values(request: ExportRequest): Observable<string> {
    return request.objects().pipe(map(object => `${(object as { value?: string }).value}\n`));
  }

  @Produces('text/csv')
  async *broken(request: ExportRequest): AsyncIterable<string> {
    for await (const page of request.pages()) yield page.map(({ id }) => id).join();
    throw new Error('the upload is cut in the middle');
  }
}

const red = tlpMarking('TLP:RED');
const addresses = [1, 2, 3].map(last => Stix.ipv4(`192.0.2.${last}`));
const secret = { ...Stix.ipv4('192.0.2.99'), object_marking_refs: [red.id] } as StixObject;
const load = [...addresses, red, secret];
const list = { entityType: 'IPv4-Addr' };
const lines = (text: string): string[] => text.trim().split('\n').sort();
let bench: ConnectorBench;

afterEach(() => bench.close());

describe.each(ROADS)('an export over $by with OpenCTI $profile', road => {
  it('writes a list, as the user who asked', async () => {
    bench = await roadBench(Values, road, { load });

    const { text, work, report } = await bench.exportFile('text/plain', { list });

    expect(lines(text)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.99']);
    expect(report).toMatchObject({ outcome: 'ok', objects: 4 });
    expect(work).toMatchObject({ status: 'complete', errors: [] });
    expect(bench.sandbox.requests).toContainEqual(
      expect.objectContaining({
        headers: expect.objectContaining({ 'opencti-applicant-id': expect.any(String) }),
      }),
    );
  });

  it('leaves out what is marked above what may be exported', async () => {
    bench = await roadBench(Values, road, { load });
    const maxMarkings = [tlpMarking('TLP:AMBER').id];

    const { text } = await bench.exportFile('text/plain', { list, maxMarkings });

    expect(lines(text)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  });

  it('writes what was picked', async () => {
    bench = await roadBench(Values, road, { load });
    const selectedIds = addresses.slice(0, 2).map(({ id }) => id);

    const { text } = await bench.exportFile('text/plain', { selectedIds });

    expect(lines(text)).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('writes one entity', async () => {
    bench = await roadBench(Values, road, { load });

    const { text } = await bench.exportFile('text/plain', { entityId: addresses[0]?.id ?? '' });

    expect(text).toBe('192.0.2.1\n');
  });

  it('stores no file when it is cut in the middle, and says so in the work', async () => {
    bench = await roadBench(Values, road, { load });

    const { file, work, report } = await bench.exportFile('text/csv', { list });

    expect(file).toBeUndefined();
    expect(report.outcome).toBe('failed');
    expect(work.errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining('cut in the middle') }),
    ]);
  });
});
