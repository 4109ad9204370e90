import { Markings } from '../../../src/platform/index.js';
import { ScriptedQueries, type QueryScript } from '../../support/scripted-queries.js';

const clear = {
  id: 'm1',
  standard_id: 'marking-definition--1',
  definition_type: 'TLP',
  definition: 'TLP:CLEAR',
  x_opencti_order: 1,
  x_opencti_color: '#ffffff',
};
const odd = { id: 'm2', standard_id: 'marking-definition--2', definition: null };
const markingsWith = (script: QueryScript) => {
  const queries = new ScriptedQueries(script);

  return { queries, markings: new Markings(queries) };
};
const list: QueryScript = () => ({
  markingDefinitions: { edges: [{ node: odd }, { node: clear }] },
});

describe('Markings', () => {
  it('lists those that the user may see', async () => {
    const { markings } = markingsWith(list);

    await expect(markings.list()).resolves.toEqual([
      {
        id: 'm2',
        standardId: 'marking-definition--2',
        type: '',
        definition: '',
        order: 0,
        color: null,
      },
      {
        id: 'm1',
        standardId: 'marking-definition--1',
        type: 'TLP',
        definition: 'TLP:CLEAR',
        order: 1,
        color: '#ffffff',
      },
    ]);
  });

  it.each(['TLP:CLEAR', 'tlp:clear', ' TLP:WHITE ', 'tlp:white'])('finds %j', async definition => {
    const { markings } = markingsWith(list);

    await expect(markings.find(definition)).resolves.toMatchObject({ id: 'm1' });
  });

  it.each(['TLP:RED', '', 'TLP'])('does not find %j', async definition => {
    const { markings } = markingsWith(() => ({ markingDefinitions: { edges: [{ node: clear }] } }));

    await expect(markings.find(definition)).resolves.toBeUndefined();
  });

  it('reads one by its id', async () => {
    const { queries, markings } = markingsWith(() => ({ markingDefinition: clear }));

    await expect(markings.read('m1')).resolves.toMatchObject({ definition: 'TLP:CLEAR' });
    expect(queries.asked[0]?.variables).toEqual({ id: 'm1' });
  });

  it('reads nothing where there is none', async () => {
    const { markings } = markingsWith(() => ({ markingDefinition: null }));

    await expect(markings.read('x')).resolves.toBeUndefined();
  });
});
