import { probePlatform } from '../../../src/platform/index.js';
import { RecordingLog } from '../../support/recording-log.js';
import { away, refused, ScriptedQueries } from '../../support/scripted-queries.js';

const names = (...list: string[]) => list.map(name => ({ name }));

describe('probePlatform', () => {
  const platform = (
    version: unknown,
    schema: unknown = refused('RESOURCE_NOT_FOUND', 'not open'),
  ) =>
    new ScriptedQueries(({ operation }) => {
      if (operation === 'healthCheck') return { about: { version } };
      if (schema instanceof Error) throw schema;
      return schema;
    });

  it('knows OpenCTI 6 by its version alone', async () => {
    const queries = platform('6.9.17');

    const capabilities = await probePlatform(queries);

    expect(capabilities).toMatchObject({
      version: '6.9.17',
      generation: 6,
      multiPartWorks: false,
      jwks: false,
    });
    expect(capabilities.registerInputs.has('version')).toBe(false);
    expect(queries.operations).toEqual(['healthCheck']);
  });

  it('asks OpenCTI 7 what it knows', async () => {
    const queries = platform('7.260817.0', {
      registerConnectorInput: { inputFields: names('id', 'name', 'version', 'slug') },
      mutations: {
        fields: [
          { name: 'other', args: [] },
          { name: 'workAdd', args: names('connectorId', 'friendlyName', 'isMultiPartWork') },
        ],
      },
    });

    const capabilities = await probePlatform(queries);

    expect(capabilities).toMatchObject({
      version: '7.260817.0',
      generation: 7,
      multiPartWorks: true,
      jwks: true,
    });
    expect([...capabilities.registerInputs]).toEqual(['id', 'name', 'version', 'slug']);
    expect(queries.operations).toEqual(['healthCheck', 'ApiCompatibility']);
  });

  it('knows what a generation has without being told', async () => {
    const six = await probePlatform(platform('6.9.17'));
    const seven = await probePlatform(platform('7.1.0'));

    const features = ['callbackKeys', 'workContext', 'namedTokens'] as const;
    expect(features.map(feature => six.has(feature))).toEqual([false, false, false]);
    expect(features.map(feature => seven.has(feature))).toEqual([true, true, true]);
  });

  it.each([
    ['shows them', [{ name: 'userAdminTokenAdd', args: [] }], true],
    ['shows none', [{ name: 'workAdd', args: [] }], false],
    ['shows nothing', [], true],
  ])('counts on named tokens when the schema %s', async (_what, fields, isThere) => {
    const capabilities = await probePlatform(platform('7.1.0', { mutations: { fields } }));

    expect(capabilities.has('namedTokens')).toBe(isThere);
  });

  it('asks the same root field no more than twice in a document', async () => {
    const queries = platform('7.0.0', {});

    await probePlatform(queries);

    expect(queries.asked[1]?.document.match(/__type\(/g)).toHaveLength(2);
  });

  it.each([
    ['refused', refused('RESOURCE_NOT_FOUND', 'not open')],
    ['not answered', away()],
    ['empty', {}],
    ['null', { registerConnectorInput: null, mutations: null }],
    ['of another shape', { registerConnectorInput: { inputFields: 'x' } }],
    ['full of nonsense', { mutations: { fields: [{ name: 'workAdd', args: [5] }] } }],
  ])('sends OpenCTI 7 nothing new when its schema is %s', async (_what, schema) => {
    const log = new RecordingLog();

    const capabilities = await probePlatform(platform('7.1.0', schema), log);

    expect(capabilities).toMatchObject({ generation: 7, multiPartWorks: false });
    expect(capabilities.registerInputs.has('version')).toBe(false);
    expect(log.lines.every(({ level }) => level === 'debug')).toBe(true);
  });

  it.each(['', null, undefined, 'rolling', 'x'.repeat(10_000)])(
    'looks at the schema when the version reads %j',
    async version => {
      const queries = platform(version, {
        registerConnectorInput: { inputFields: names('id', 'version') },
      });

      const capabilities = await probePlatform(queries);

      expect(capabilities.generation).toBe(7);
      expect(capabilities.version.length).toBeLessThanOrEqual(100);
    },
  );

  it('takes a platform that tells nothing for OpenCTI 6', async () => {
    await expect(probePlatform(platform('rolling'))).resolves.toMatchObject({
      generation: 6,
      jwks: false,
    });
  });

  it('does not ask again for a version that is known', async () => {
    const queries = platform('x');

    await probePlatform(queries, undefined, '6.9.17');

    expect(queries.operations).toEqual([]);
  });

  it('fails when the version can not be asked for', async () => {
    const queries = new ScriptedQueries(() => {
      throw away();
    });

    await expect(probePlatform(queries)).rejects.toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
  });

  it('fails when the answer is no object', async () => {
    await expect(probePlatform(new ScriptedQueries(() => 'x'))).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
    });
  });
});
