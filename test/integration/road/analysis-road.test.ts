import {
  Analysis,
  type Analyser,
  type AnalysisMatch,
  type AnalysisRequest,
} from '../../../src/connectors/index.js';
import { Stix } from '../../../src/stix/index.js';
import type { ConnectorBench } from '../../../src/testing/index.js';
import { ROADS, roadBench } from '../../road/road-bench.js';

const emotet = Stix.malware({ name: 'Emotet', is_family: true });
const report = Stix.report({
  name: 'On Emotet',
  description: 'Emotet came back.',
  published: '2026-01-01T00:00:00Z',
  object_refs: [emotet.id],
});

@Analysis({ name: 'Finder', scope: ['text/plain'] })
class Finder implements Analyser {
  async *analyse(request: AnalysisRequest): AsyncIterable<AnalysisMatch> {
    const text = await request.text();
    if (text.includes('nonsense')) throw new Error('this is nonsense');
    if (text.includes('Emotet')) yield { text: 'Emotet', entity: emotet };
  }
}

let bench: ConnectorBench;

afterEach(() => bench.close());

describe.each(ROADS)('an analysis over $by with OpenCTI $profile', road => {
  const fileOf = (content: string) => ({ name: 'a.txt', mimeType: 'text/plain', content });

  it('finds what the fields of an entity speak of', async () => {
    bench = await roadBench(Finder, road, { load: [emotet] });

    const { matches, work } = await bench.analyse(report);

    expect(matches).toEqual({ Emotet: emotet.id });
    expect(work).toMatchObject({ status: 'complete', errors: [] });
  });

  it('finds what a file of the entity speaks of', async () => {
    bench = await roadBench(Finder, road, { load: [emotet] });

    const { matches } = await bench.analyse(report, { file: fileOf('Emotet, again.') });

    expect(matches).toEqual({ Emotet: emotet.id });
  });

  it('says so in the work when it fails, and answers the next', async () => {
    bench = await roadBench(Finder, road, { load: [emotet] });

    const failed = await bench.analyse(report, { file: fileOf('nonsense') });
    const next = await bench.analyse(report);

    expect(failed.matches).toBeUndefined();
    expect(failed.work.errors).toHaveLength(1);
    expect(next.report.outcome).toBe('ok');
  });
});
