import { parse } from 'graphql';
import {
  Platform,
  PlatformCapabilities,
  type RequestContext,
  type TypedDocument,
} from '../../../src/platform/index.js';
import { ScriptedConnection } from '../../support/scripted-connection.js';
import { away, type QueryScript } from '../../support/scripted-queries.js';

const six = new PlatformCapabilities({ version: '6.9.17', generation: 6 });
const seven = new PlatformCapabilities({
  version: '7.1.0',
  generation: 7,
  features: ['workContext'],
});
const csv = { name: 'a.csv', content: 'x' };

const platformWith = (capabilities: PlatformCapabilities, script: QueryScript = () => ({})) => {
  const connection = new ScriptedConnection(script);
  const platform = new Platform(connection, async () => capabilities);
  const contexts = () => connection.asked.map(({ options }) => options.context);

  return { connection, platform, contexts };
};
const drain = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
  for await (const _chunk of chunks);
};

describe('Platform', () => {
  it('sends a document as it is written', async () => {
    const { connection, platform } = platformWith(six, () => ({ ask: 1 }));

    const answer = await platform.query<{ ask: number }>(
      'query Ask { ask }',
      { a: 1 },
      { retries: 0 },
    );

    expect(answer.ask).toBe(1);
    expect(connection.asked[0]).toMatchObject({
      document: 'query Ask { ask }',
      variables: { a: 1 },
      options: { retries: 0, context: {} },
    });
  });

  it('takes the types of a typed document', async () => {
    const { connection, platform } = platformWith(six, () => ({ ask: 1 }));
    type Ask = TypedDocument<{ ask: number }, { a: number }>;
    const node: Ask = parse('query Ask($a: Int) { ask(a: $a) }');
    const text: Ask = { toString: () => 'query Ask { ask }' };

    const answers = [await platform.query(node, { a: 1 }), await platform.query(text, { a: 2 })];

    expect(answers.map(({ ask }) => ask.toFixed())).toEqual(['1', '1']);
    expect(connection.operations).toEqual(['Ask', 'Ask']);
    expect(connection.asked[0]?.document).toContain('ask(a: $a)');
  });

  describe('for a request', () => {
    const context: RequestContext = { applicantId: 'u1', draftId: 'd1', workId: 'work_1' };

    it('makes every call in the context of the request', async () => {
      const { connection, platform, contexts } = platformWith(seven, () => ({
        uploadImport: { id: 'f1', name: 'a.csv' },
      }));
      const request = platform.forRequest(context);

      await request.query('query Ask { ask }');
      await request.entities.read('x');
      await request.files.uploadImport(csv);
      await drain(request.files.read('import/global/a.csv'));

      expect(contexts()).toEqual([context, context, context]);
      expect(connection.downloads[0]?.options.context).toEqual(context);
    });

    it('names the work only to an OpenCTI that knows what that means', async () => {
      const { connection, platform, contexts } = platformWith(six);
      const request = platform.forRequest(context);

      await request.query('query Ask { ask }');
      await drain(request.files.read('import/global/a.csv'));

      expect(contexts()).toEqual([{ ...context, workId: undefined }]);
      expect(connection.downloads[0]?.options.context).toEqual({ ...context, workId: undefined });
    });

    it('never shows one request in another', async () => {
      const { platform, contexts } = platformWith(seven);
      const first = platform.forRequest({ applicantId: 'u1', draftId: 'd1' });
      const second = first.forRequest({ applicantId: 'u2' });

      await Promise.all([first, second, platform].map(each => each.query('query Ask { ask }')));

      expect(contexts()).toEqual(
        expect.arrayContaining([{ applicantId: 'u1', draftId: 'd1' }, { applicantId: 'u2' }, {}]),
      );
      expect(contexts()).toHaveLength(3);
    });

    it('lets one call say something else', async () => {
      const { platform, contexts } = platformWith(seven);
      const request = platform.forRequest(context);

      await request.query('query Ask { ask }', {}, { context: { draftId: null } });
      await request.query('query Ask { ask }');

      expect(contexts()).toEqual([{ ...context, draftId: null }, context]);
    });

    it('does what only a connector may in the name of the connector', async () => {
      const taken = { exportPush: true, analysisPush: { id: 'f1', name: 'a' } };
      const { platform, contexts } = platformWith(seven, () => ({
        stixDomainObjectEdit: taken,
        stixCoreObjectEdit: taken,
        stixCoreObjectsExportPush: true,
      }));
      const { files } = platform.forRequest(context);

      await files.exportPush('i1', csv);
      await files.exportListPush({ entityType: 'Malware' }, csv);
      await files.analysisPush('i1', csv, {
        contentSource: 'content_mapping',
        contentType: 'fields',
        analysisType: 'x',
      });

      const own = { ...context, applicantId: undefined };
      expect(contexts()).toEqual([own, own, own]);
    });
  });

  it('asks what OpenCTI can do only when a call depends on it', async () => {
    const connection = new ScriptedConnection(() => ({}));
    const platform = new Platform(connection, async () => {
      throw away();
    });

    await expect(platform.query('query Ask { ask }')).resolves.toEqual({});
    await expect(
      platform.forRequest({ workId: 'work_1' }).query('query Ask { ask }'),
    ).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
  });
});
