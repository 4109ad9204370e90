import {
  Analysis,
  type Analyser,
  type AnalysisMatch,
  type AnalysisRequest,
} from '../../../../src/connectors/index.js';
import { OPENCTI_EXTENSION, Stix, tlpMarking } from '../../../../src/stix/index.js';
import { WORK, listeningRig, message } from './listening-rig.js';

const malware = Stix.malware({ name: 'Emotet', is_family: true });
const report = {
  ...Stix.report({
    name: 'Incident',
    description: 'Emotet was seen',
    published: '2026-01-01T00:00:00Z',
    object_refs: [malware.id],
  }),
  extensions: { [OPENCTI_EXTENSION]: { content: '<p>again</p>' } },
};

type Handle = (request: AnalysisRequest) => unknown;

function analysisOf(handle: Handle, options = {}) {
  @Analysis({ name: 'Finder', scope: ['text/plain'], ...options })
  class Finder implements Analyser {
    analyse(request: AnalysisRequest): AnalysisMatch[] {
      return handle(request) as AnalysisMatch[];
    }
  }

  return Finder;
}

const fields = (event = {}): Record<string, unknown> => ({
  event_type: 'INTERNAL_ANALYSIS',
  entity_id: report.id,
  entity_type: 'Report',
  content_type: 'fields',
  content_source: 'content_mapping',
  content_fields: 'description content missing',
  analysis_name: 'fields_analysis_content_mapping.analysis',
  ...event,
});
const file = (event = {}): Record<string, unknown> => ({
  ...fields({ content_type: 'file', content_fields: undefined }),
  content_source: 'import/Report/r/notes.txt',
  file_id: 'import/Report/r/notes.txt',
  file_mime: 'text/plain',
  file_fetch: '/storage/get/import/Report/r/notes.txt',
  analysis_name: 'file_analysis_notes.txt.analysis',
  ...event,
});

describe('an analysis', () => {
  it('stores what each part of the text means', async () => {
    const texts: string[] = [];
    const { handle, opencti } = listeningRig(
      analysisOf(async request => {
        texts.push(await request.text());
        return [
          { text: 'Emotet', entity: malware },
          { text: '__proto__', entity: 'malware--1' },
        ];
      }),
    );
    opencti.keep(report);

    await handle(message(fields()));

    const [pushed] = opencti.of('StixCoreObjectEdit');
    expect(texts).toEqual(['Emotet was seen\n<p>again</p>']);
    expect(pushed?.variables).toEqual({
      id: report.id,
      contentSource: 'content_mapping',
      contentType: 'fields',
      analysisType: 'mapping_analysis',
    });
    expect(pushed?.file).toEqual({
      name: 'fields_analysis_content_mapping.analysis',
      text: `{"Emotet":"${malware.id}","__proto__":"malware--1"}`,
    });
    expect(opencti.processed).toEqual([{ id: WORK, message: '2 matches found', inError: false }]);
  });

  it('hands over the file when that is asked for', async () => {
    let seen: AnalysisRequest | undefined;
    const { handle, opencti } = listeningRig(
      analysisOf(async request => {
        seen = request;
        return [{ text: await request.text(), entity: malware.id }];
      }),
    );
    opencti.keep(report);
    opencti.files.set('/storage/get/import/Report/r/notes.txt', ['Emo', 'tet']);

    await handle(message(file()));

    expect(seen).toMatchObject({
      ...{ entity: report, entityId: report.id, entityType: 'Report' },
      ...{ contentType: 'file', fields: [], file: { name: 'notes.txt', mime: 'text/plain' } },
    });
    expect(opencti.of('StixCoreObjectEdit')[0]?.file?.text).toBe(`{"Emotet":"${malware.id}"}`);
  });

  it.each<[string, object, string]>([
    ['a file out of scope', file({ file_mime: 'application/pdf' }), 'REQUEST_OUT_OF_SCOPE'],
    ['an unknown kind of content', fields({ content_type: 'picture' }), 'REQUEST_MALFORMED'],
    ['a message without source', fields({ content_source: null }), 'REQUEST_MALFORMED'],
    ['an entity that is gone', fields({ entity_id: 'report--gone' }), 'REQUEST_ENTITY_MISSING'],
  ])('refuses %s', async (_what, event, code) => {
    let calls = 0;
    const { handle, opencti } = listeningRig(analysisOf(() => ((calls += 1), [])));
    opencti.keep(report);

    await handle(message(event as never));

    expect(calls).toBe(0);
    expect(opencti.processed[0]?.message).toContain(code);
  });

  it('refuses an entity that is marked too strictly', async () => {
    const { handle, opencti } = listeningRig(analysisOf(() => [], { maxTlp: 'TLP:GREEN' }));
    opencti.keep({ ...report, object_marking_refs: [tlpMarking('TLP:RED').id] } as never);

    await handle(message(fields()));

    expect(opencti.processed[0]?.message).toContain('REQUEST_TLP');
  });

  it.each([[[{ text: '', entity: 'x' }]], [[{ text: 'x' }]], [['x']], [[null]], [7]])(
    'ends in error when its handler gives %j',
    async output => {
      const { handle, opencti } = listeningRig(analysisOf(() => output));
      opencti.keep(report);

      await handle(message(fields()));

      expect(opencti.processed[0]?.message).toContain('REQUEST_OUTPUT');
      expect(opencti.of('StixCoreObjectEdit')).toEqual([]);
    },
  );
});
