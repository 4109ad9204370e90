import { KillChainPhases, Vocabularies, where } from '../../../src/platform/index.js';
import { ScriptedQueries } from '../../support/scripted-queries.js';

describe('Vocabularies', () => {
  const worm = { id: 'v1', name: 'worm', category: { key: 'malware_type_ov' } };

  it('tells which fields have one', async () => {
    const queries = new ScriptedQueries(() => ({
      vocabularyCategories: [
        {
          key: 'malware_type_ov',
          fields: [{ key: 'malware_types', required: false, multiple: true }],
        },
      ],
    }));

    await expect(new Vocabularies(queries).categories()).resolves.toEqual([
      {
        key: 'malware_type_ov',
        fields: [{ key: 'malware_types', isRequired: false, isMultiple: true }],
      },
    ]);
  });

  it('lists the words of one', async () => {
    const queries = new ScriptedQueries(() => ({ vocabularies: { edges: [{ node: worm }] } }));

    const words = await new Vocabularies(queries).list('malware_type_ov');

    expect(words).toEqual([{ id: 'v1', name: 'worm', category: 'malware_type_ov' }]);
    expect(queries.asked[0]?.variables).toMatchObject({
      filters: where('category', 'malware_type_ov'),
    });
  });

  it('lists the words of all', async () => {
    const queries = new ScriptedQueries(() => ({ vocabularies: { edges: [] } }));

    await new Vocabularies(queries).list();

    expect(queries.asked[0]?.variables['filters']).toBeUndefined();
  });

  it('adds a word', async () => {
    const queries = new ScriptedQueries(() => ({ vocabularyAdd: worm }));

    await expect(new Vocabularies(queries).create('worm', 'malware_type_ov')).resolves.toEqual({
      id: 'v1',
      name: 'worm',
      category: 'malware_type_ov',
    });
    expect(queries.asked[0]?.variables).toEqual({
      input: { name: 'worm', category: 'malware_type_ov' },
    });
  });

  it.each([
    [{ vocabularyCategories: 'x' }],
    [{ vocabularyCategories: [null] }],
    [{ vocabularyCategories: [{ key: 'x', fields: [{ key: 'y', required: 'no' }] }] }],
  ])('fails on the answer %j', async answer => {
    const queries = new ScriptedQueries(() => answer);

    await expect(new Vocabularies(queries).categories()).rejects.toMatchObject({
      code: 'PLATFORM_ANSWER',
    });
  });
});

describe('KillChainPhases', () => {
  const phase = {
    id: 'k1',
    standard_id: 'kill-chain-phase--1',
    kill_chain_name: 'mitre-attack',
    phase_name: 'initial-access',
    x_opencti_order: 3,
  };
  const read = {
    id: 'k1',
    standardId: 'kill-chain-phase--1',
    killChain: 'mitre-attack',
    phase: 'initial-access',
    order: 3,
  };

  it('lists those of a kill chain', async () => {
    const queries = new ScriptedQueries(() => ({ killChainPhases: { edges: [{ node: phase }] } }));

    await expect(new KillChainPhases(queries).list('mitre-attack')).resolves.toEqual([read]);
    expect(queries.asked[0]?.variables).toMatchObject({
      filters: where('kill_chain_name', 'mitre-attack'),
    });
  });

  it('creates one', async () => {
    const queries = new ScriptedQueries(() => ({ killChainPhaseAdd: phase }));

    await expect(
      new KillChainPhases(queries).create('mitre-attack', 'initial-access', 3),
    ).resolves.toEqual(read);
    expect(queries.asked[0]?.variables).toEqual({
      input: {
        kill_chain_name: 'mitre-attack',
        phase_name: 'initial-access',
        x_opencti_order: 3,
      },
    });
  });
});
